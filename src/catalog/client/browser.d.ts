// The few parts of a browser that these scripts use: the rest of the program runs in Node, where none of them is.

interface PageElement {
  hidden: boolean;
  textContent: string | null;
  value: string;
  readonly id: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly children: ArrayLike<PageElement>;
  addEventListener(name: string, listen: (event: PageEvent) => void): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
  focus(): void;
  select(): void;
  remove(): void;
  append(child: PageElement): void;
  scrollIntoView(): void;
}

interface PageEvent {
  readonly key?: string;
  preventDefault(): void;
}

declare const document: {
  readonly body: PageElement;
  getElementById(id: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
  createElement(name: string): PageElement;
  execCommand(name: string): boolean;
};
declare const navigator: object;
declare const location: { hash: string };
declare const history: { replaceState(state: null, title: string, address: string): void };
declare function addEventListener(name: string, listen: (event: PageEvent) => void): void;
