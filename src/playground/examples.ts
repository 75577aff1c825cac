/** The rules that the playground offers to start from; a Python file of the same name comes along. */
export const examples: readonly { readonly title: string; readonly path: string }[] = [
  { title: 'Okta: support resets a credential', path: 'rules/okta/okta_support_reset.yml' },
  {
    title: 'AWS: many failed console sign-ins (a count within minutes)',
    path: 'rules/aws/aws_console_login_failures.yml',
  },
  { title: 'AWS: a snapshot is shared (one element of a list)', path: 'rules/aws/aws_snapshot_shared.yml' },
  { title: 'Entra ID: password spray (different users, one address)', path: 'rules/entra/entra_password_spray.yml' },
  { title: 'EKS: exec into a system pod', path: 'rules/eks/eks_exec_into_system_pod.yml' },
  { title: 'GitHub: a webhook to a foreign host', path: 'rules/github/github_webhook_to_foreign_host.yml' },
  {
    title: 'Google Workspace: a Drive file made public',
    path: 'rules/google_workspace/google_workspace_drive_file_public.yml',
  },
  { title: 'CrowdStrike: Office starts a shell', path: 'rules/crowdstrike/crowdstrike_office_starts_shell.yml' },
  { title: 'Written in Python', path: 'src/playground/examples/github_team_emptied.yml' },
  { title: 'With mistakes', path: 'src/playground/examples/okta_with_mistakes.yml' },
];
