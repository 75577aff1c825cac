/**
 * MITRE ATT&CK Enterprise 18.1 (2025-11-13): one technique a line: its id, `!` where revoked or `?` where deprecated,
 * the letters of its tactics (`tactics.ts`), its name. From https://github.com/mitre-attack/attack-stix-data.
 *
 * © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
 */
export const enterprise18 = `
T1001 k Data Obfuscation
T1001.001 k Junk Data
T1001.002 k Steganography
T1001.003 k Protocol or Service Impersonation
T1002! o Data Compressed
T1003 c OS Credential Dumping
T1003.001 c LSASS Memory
T1003.002 c Security Account Manager
T1003.003 c NTDS
T1003.004 c LSA Secrets
T1003.005 c Cached Domain Credentials
T1003.006 c DCSync
T1003.007 c Proc Filesystem
T1003.008 c /etc/passwd and /etc/shadow
T1004! p Winlogon Helper DLL
T1005 l Data from Local System
T1006 e Direct Volume Access
T1007 d System Service Discovery
T1008 k Fallback Channels
T1009! e Binary Padding
T1010 d Application Window Discovery
T1011 o Exfiltration Over Other Network Medium
T1011.001 o Exfiltration Over Bluetooth
T1012 d Query Registry
T1013! pv Port Monitors
T1014 e Rootkit
T1015! pv Accessibility Features
T1016 d System Network Configuration Discovery
T1016.001 d Internet Connection Discovery
T1016.002 d Wi-Fi Discovery
T1017! m Application Deployment Software
T1018 d Remote System Discovery
T1019! p System Firmware
T1020 o Automated Exfiltration
T1020.001 o Traffic Duplication
T1021 m Remote Services
T1021.001 m Remote Desktop Protocol
T1021.002 m SMB/Windows Admin Shares
T1021.003 m Distributed Component Object Model
T1021.004 m SSH
T1021.005 m VNC
T1021.006 m Windows Remote Management
T1021.007 m Cloud Services
T1021.008 m Direct Cloud VM Connections
T1022! o Data Encrypted
T1023! p Shortcut Modification
T1024! k Custom Cryptographic Protocol
T1025 l Data from Removable Media
T1026? k Multiband Communication
T1027 e Obfuscated Files or Information
T1027.001 e Binary Padding
T1027.002 e Software Packing
T1027.003 e Steganography
T1027.004 e Compile After Delivery
T1027.005 e Indicator Removal from Tools
T1027.006 e HTML Smuggling
T1027.007 e Dynamic API Resolution
T1027.008 e Stripped Payloads
T1027.009 e Embedded Payloads
T1027.010 e Command Obfuscation
T1027.011 e Fileless Storage
T1027.012 e LNK Icon Smuggling
T1027.013 e Encrypted/Encoded File
T1027.014 e Polymorphic Code
T1027.015 e Compression
T1027.016 e Junk Code Insertion
T1027.017 e SVG Smuggling
T1028! xm Windows Remote Management
T1029 o Scheduled Transfer
T1030 o Data Transfer Size Limits
T1031! p Modify Existing Service
T1032! k Standard Cryptographic Protocol
T1033 d System Owner/User Discovery
T1034? pv Path Interception
T1035! x Service Execution
T1036 e Masquerading
T1036.001 e Invalid Code Signature
T1036.002 e Right-to-Left Override
T1036.003 e Rename Legitimate Utilities
T1036.004 e Masquerade Task or Service
T1036.005 e Match Legitimate Resource Name or Location
T1036.006 e Space after Filename
T1036.007 e Double File Extension
T1036.008 e Masquerade File Type
T1036.009 e Break Process Trees
T1036.010 e Masquerade Account Name
T1036.011 e Overwrite Process Arguments
T1036.012 e Browser Fingerprint
T1037 pv Boot or Logon Initialization Scripts
T1037.001 pv Logon Script (Windows)
T1037.002 pv Login Hook
T1037.003 pv Network Logon Script
T1037.004 pv RC Scripts
T1037.005 pv Startup Items
T1038! pve DLL Search Order Hijacking
T1039 l Data from Network Shared Drive
T1040 cd Network Sniffing
T1041 o Exfiltration Over C2 Channel
T1042! p Change Default File Association
T1043? k Commonly Used Port
T1044! pv File System Permissions Weakness
T1045! e Software Packing
T1046 d Network Service Discovery
T1047 x Windows Management Instrumentation
T1048 o Exfiltration Over Alternative Protocol
T1048.001 o Exfiltration Over Symmetric Encrypted Non-C2 Protocol
T1048.002 o Exfiltration Over Asymmetric Encrypted Non-C2 Protocol
T1048.003 o Exfiltration Over Unencrypted Non-C2 Protocol
T1049 d System Network Connections Discovery
T1050! pv New Service
T1051? m Shared Webroot
T1052 o Exfiltration Over Physical Medium
T1052.001 o Exfiltration over USB
T1053 xpv Scheduled Task/Job
T1053.001! xpv At (Linux)
T1053.002 xpv At
T1053.003 xpv Cron
T1053.004? xpv Launchd
T1053.005 xpv Scheduled Task
T1053.006 xpv Systemd Timers
T1053.007 xpv Container Orchestration Job
T1054! e Indicator Blocking
T1055 ve Process Injection
T1055.001 ve Dynamic-link Library Injection
T1055.002 ve Portable Executable Injection
T1055.003 ve Thread Execution Hijacking
T1055.004 ve Asynchronous Procedure Call
T1055.005 ve Thread Local Storage
T1055.008 ve Ptrace System Calls
T1055.009 ve Proc Memory
T1055.011 ve Extra Window Memory Injection
T1055.012 ve Process Hollowing
T1055.013 ve Process Doppelgänging
T1055.014 ve VDSO Hijacking
T1055.015 ve ListPlanting
T1056 cl Input Capture
T1056.001 cl Keylogging
T1056.002 cl GUI Input Capture
T1056.003 cl Web Portal Capture
T1056.004 cl Credential API Hooking
T1057 d Process Discovery
T1058! pv Service Registry Permissions Weakness
T1059 x Command and Scripting Interpreter
T1059.001 x PowerShell
T1059.002 x AppleScript
T1059.003 x Windows Command Shell
T1059.004 x Unix Shell
T1059.005 x Visual Basic
T1059.006 x Python
T1059.007 x JavaScript
T1059.008 x Network Device CLI
T1059.009 x Cloud API
T1059.010 x AutoHotKey & AutoIT
T1059.011 x Lua
T1059.012 x Hypervisor CLI
T1059.013 x Container CLI/API
T1060! p Registry Run Keys / Startup Folder
T1061? x Graphical User Interface
T1062? p Hypervisor
T1063! d Security Software Discovery
T1064? xe Scripting
T1065! k Uncommonly Used Port
T1066! e Indicator Removal from Tools
T1067! p Bootkit
T1068 v Exploitation for Privilege Escalation
T1069 d Permission Groups Discovery
T1069.001 d Local Groups
T1069.002 d Domain Groups
T1069.003 d Cloud Groups
T1070 e Indicator Removal
T1070.001 e Clear Windows Event Logs
T1070.002 e Clear Linux or Mac System Logs
T1070.003 e Clear Command History
T1070.004 e File Deletion
T1070.005 e Network Share Connection Removal
T1070.006 e Timestomp
T1070.007 e Clear Network Connection History and Configurations
T1070.008 e Clear Mailbox Data
T1070.009 e Clear Persistence
T1070.010 e Relocate Malware
T1071 k Application Layer Protocol
T1071.001 k Web Protocols
T1071.002 k File Transfer Protocols
T1071.003 k Mail Protocols
T1071.004 k DNS
T1071.005 k Publish/Subscribe Protocols
T1072 xm Software Deployment Tools
T1073! e DLL Side-Loading
T1074 l Data Staged
T1074.001 l Local Data Staging
T1074.002 l Remote Data Staging
T1075! m Pass the Hash
T1076! m Remote Desktop Protocol
T1077! m Windows Admin Shares
T1078 ipve Valid Accounts
T1078.001 ipve Default Accounts
T1078.002 ipve Domain Accounts
T1078.003 ipve Local Accounts
T1078.004 ipve Cloud Accounts
T1079! k Multilayer Encryption
T1080 m Taint Shared Content
T1081! c Credentials in Files
T1082 d System Information Discovery
T1083 d File and Directory Discovery
T1084! p Windows Management Instrumentation Event Subscription
T1085! xe Rundll32
T1086! x PowerShell
T1087 d Account Discovery
T1087.001 d Local Account
T1087.002 d Domain Account
T1087.003 d Email Account
T1087.004 d Cloud Account
T1088! ve Bypass User Account Control
T1089! e Disabling Security Tools
T1090 k Proxy
T1090.001 k Internal Proxy
T1090.002 k External Proxy
T1090.003 k Multi-hop Proxy
T1090.004 k Domain Fronting
T1091 im Replication Through Removable Media
T1092 k Communication Through Removable Media
T1093! e Process Hollowing
T1094! k Custom Command and Control Protocol
T1095 k Non-Application Layer Protocol
T1096! e NTFS File Attributes
T1097! m Pass the Ticket
T1098 pv Account Manipulation
T1098.001 pv Additional Cloud Credentials
T1098.002 pv Additional Email Delegate Permissions
T1098.003 pv Additional Cloud Roles
T1098.004 pv SSH Authorized Keys
T1098.005 pv Device Registration
T1098.006 pv Additional Container Cluster Roles
T1098.007 pv Additional Local or Domain Groups
T1099! e Timestomp
T1100! pv Web Shell
T1101! p Security Support Provider
T1102 k Web Service
T1102.001 k Dead Drop Resolver
T1102.002 k Bidirectional Communication
T1102.003 k One-Way Communication
T1103! pv AppInit DLLs
T1104 k Multi-Stage Channels
T1105 k Ingress Tool Transfer
T1106 x Native API
T1107! e File Deletion
T1108? pe Redundant Access
T1109! pe Component Firmware
T1110 c Brute Force
T1110.001 c Password Guessing
T1110.002 c Password Cracking
T1110.003 c Password Spraying
T1110.004 c Credential Stuffing
T1111 c Multi-Factor Authentication Interception
T1112 pe Modify Registry
T1113 l Screen Capture
T1114 l Email Collection
T1114.001 l Local Email Collection
T1114.002 l Remote Email Collection
T1114.003 l Email Forwarding Rule
T1115 l Clipboard Data
T1116! e Code Signing
T1117! xe Regsvr32
T1118! xe InstallUtil
T1119 l Automated Collection
T1120 d Peripheral Device Discovery
T1121! xe Regsvcs/Regasm
T1122! pe Component Object Model Hijacking
T1123 l Audio Capture
T1124 d System Time Discovery
T1125 l Video Capture
T1126! e Network Share Connection Removal
T1127 e Trusted Developer Utilities Proxy Execution
T1127.001 e MSBuild
T1127.002 e ClickOnce
T1127.003 e JamPlus
T1128! p Netsh Helper DLL
T1129 x Shared Modules
T1130! e Install Root Certificate
T1131! p Authentication Package
T1132 k Data Encoding
T1132.001 k Standard Encoding
T1132.002 k Non-Standard Encoding
T1133 ip External Remote Services
T1134 ve Access Token Manipulation
T1134.001 ve Token Impersonation/Theft
T1134.002 ve Create Process with Token
T1134.003 ve Make and Impersonate Token
T1134.004 ve Parent PID Spoofing
T1134.005 ve SID-History Injection
T1135 d Network Share Discovery
T1136 p Create Account
T1136.001 p Local Account
T1136.002 p Domain Account
T1136.003 p Cloud Account
T1137 p Office Application Startup
T1137.001 p Office Template Macros
T1137.002 p Office Test
T1137.003 p Outlook Forms
T1137.004 p Outlook Home Page
T1137.005 p Outlook Rules
T1137.006 p Add-ins
T1138! pv Application Shimming
T1139! c Bash History
T1140 e Deobfuscate/Decode Files or Information
T1141! c Input Prompt
T1142! c Keychain
T1143! e Hidden Window
T1144! e Gatekeeper Bypass
T1145! c Private Keys
T1146! e Clear Command History
T1147! e Hidden Users
T1148! e HISTCONTROL
T1149? e LC_MAIN Hijacking
T1150! pve Plist Modification
T1151! xe Space after Filename
T1152! xpe Launchctl
T1153? x Source
T1154! xp Trap
T1155! x AppleScript
T1156! p Malicious Shell Modification
T1157! pv Dylib Hijacking
T1158! pe Hidden Files and Directories
T1159! p Launch Agent
T1160! pv Launch Daemon
T1161! p LC_LOAD_DYLIB Addition
T1162! p Login Item
T1163! p Rc.common
T1164! p Re-opened Applications
T1165! pv Startup Items
T1166! pv Setuid and Setgid
T1167! c Securityd Memory
T1168! xp Local Job Scheduling
T1169! v Sudo
T1170! xe Mshta
T1171! c LLMNR/NBT-NS Poisoning and Relay
T1172! k Domain Fronting
T1173! x Dynamic Data Exchange
T1174! c Password Filter DLL
T1175? xm Component Object Model and Distributed COM
T1176 p Software Extensions
T1176.001 p Browser Extensions
T1176.002 p IDE Extensions
T1177! xp LSASS Driver
T1178! v SID-History Injection
T1179! pvc Hooking
T1180! p Screensaver
T1181! ve Extra Window Memory Injection
T1182! pv AppCert DLLs
T1183! pve Image File Execution Options Injection
T1184! m SSH Hijacking
T1185 l Browser Session Hijacking
T1186! e Process Doppelgänging
T1187 c Forced Authentication
T1188! k Multi-hop Proxy
T1189 i Drive-by Compromise
T1190 i Exploit Public-Facing Application
T1191! xe CMSTP
T1192! i Spearphishing Link
T1193! i Spearphishing Attachment
T1194! i Spearphishing via Service
T1195 i Supply Chain Compromise
T1195.001 i Compromise Software Dependencies and Development Tools
T1195.002 i Compromise Software Supply Chain
T1195.003 i Compromise Hardware Supply Chain
T1196! xe Control Panel Items
T1197 pe BITS Jobs
T1198! pe SIP and Trust Provider Hijacking
T1199 i Trusted Relationship
T1200 i Hardware Additions
T1201 d Password Policy Discovery
T1202 e Indirect Command Execution
T1203 x Exploitation for Client Execution
T1204 x User Execution
T1204.001 x Malicious Link
T1204.002 x Malicious File
T1204.003 x Malicious Image
T1204.004 x Malicious Copy and Paste
T1204.005 x Malicious Library
T1205 pek Traffic Signaling
T1205.001 pek Port Knocking
T1205.002 pek Socket Filters
T1206! v Sudo Caching
T1207 e Rogue Domain Controller
T1208! c Kerberoasting
T1209! p Time Providers
T1210 m Exploitation of Remote Services
T1211 e Exploitation for Defense Evasion
T1212 c Exploitation for Credential Access
T1213 l Data from Information Repositories
T1213.001 l Confluence
T1213.002 l Sharepoint
T1213.003 l Code Repositories
T1213.004 l Customer Relationship Management Software
T1213.005 l Messaging Applications
T1213.006 l Databases
T1214! c Credentials in Registry
T1215! p Kernel Modules and Extensions
T1216 e System Script Proxy Execution
T1216.001 e PubPrn
T1216.002 e SyncAppvPublishingServer
T1217 d Browser Information Discovery
T1218 e System Binary Proxy Execution
T1218.001 e Compiled HTML File
T1218.002 e Control Panel
T1218.003 e CMSTP
T1218.004 e InstallUtil
T1218.005 e Mshta
T1218.007 e Msiexec
T1218.008 e Odbcconf
T1218.009 e Regsvcs/Regasm
T1218.010 e Regsvr32
T1218.011 e Rundll32
T1218.012 e Verclsid
T1218.013 e Mavinject
T1218.014 e MMC
T1218.015 e Electron Applications
T1219 k Remote Access Tools
T1219.001 k IDE Tunneling
T1219.002 k Remote Desktop Software
T1219.003 k Remote Access Hardware
T1220 e XSL Script Processing
T1221 e Template Injection
T1222 e File and Directory Permissions Modification
T1222.001 e Windows File and Directory Permissions Modification
T1222.002 e Linux and Mac File and Directory Permissions Modification
T1223! xe Compiled HTML File
T1480 e Execution Guardrails
T1480.001 e Environmental Keying
T1480.002 e Mutual Exclusion
T1482 d Domain Trust Discovery
T1483! k Domain Generation Algorithms
T1484 ve Domain or Tenant Policy Modification
T1484.001 ve Group Policy Modification
T1484.002 ve Trust Modification
T1485 a Data Destruction
T1485.001 a Lifecycle-Triggered Deletion
T1486 a Data Encrypted for Impact
T1487! a Disk Structure Wipe
T1488! a Disk Content Wipe
T1489 a Service Stop
T1490 a Inhibit System Recovery
T1491 a Defacement
T1491.001 a Internal Defacement
T1491.002 a External Defacement
T1492! a Stored Data Manipulation
T1493! a Transmitted Data Manipulation
T1494! a Runtime Data Manipulation
T1495 a Firmware Corruption
T1496 a Resource Hijacking
T1496.001 a Compute Hijacking
T1496.002 a Bandwidth Hijacking
T1496.003 a SMS Pumping
T1496.004 a Cloud Service Hijacking
T1497 ed Virtualization/Sandbox Evasion
T1497.001 ed System Checks
T1497.002 ed User Activity Based Checks
T1497.003 ed Time Based Checks
T1498 a Network Denial of Service
T1498.001 a Direct Network Flood
T1498.002 a Reflection Amplification
T1499 a Endpoint Denial of Service
T1499.001 a OS Exhaustion Flood
T1499.002 a Service Exhaustion Flood
T1499.003 a Application Exhaustion Flood
T1499.004 a Application or System Exploitation
T1500! e Compile After Delivery
T1501! p Systemd Service
T1502! ve Parent PID Spoofing
T1503! c Credentials from Web Browsers
T1504! pv PowerShell Profile
T1505 p Server Software Component
T1505.001 p SQL Stored Procedures
T1505.002 p Transport Agent
T1505.003 p Web Shell
T1505.004 p IIS Components
T1505.005 p Terminal Services DLL
T1505.006 p vSphere Installation Bundles
T1506! em Web Session Cookie
T1514! v Elevated Execution with Prompt
T1518 d Software Discovery
T1518.001 d Security Software Discovery
T1518.002 d Backup Software Discovery
T1519! pv Emond
T1522! c Cloud Instance Metadata API
T1525 p Implant Internal Image
T1526 d Cloud Service Discovery
T1527! em Application Access Token
T1528 c Steal Application Access Token
T1529 a System Shutdown/Reboot
T1530 l Data from Cloud Storage
T1531 a Account Access Removal
T1534 m Internal Spearphishing
T1535 e Unused/Unsupported Cloud Regions
T1536! e Revert Cloud Instance
T1537 o Transfer Data to Cloud Account
T1538 d Cloud Service Dashboard
T1539 c Steal Web Session Cookie
T1542 pe Pre-OS Boot
T1542.001 pe System Firmware
T1542.002 pe Component Firmware
T1542.003 pe Bootkit
T1542.004 pe ROMMONkit
T1542.005 pe TFTP Boot
T1543 pv Create or Modify System Process
T1543.001 pv Launch Agent
T1543.002 pv Systemd Service
T1543.003 pv Windows Service
T1543.004 pv Launch Daemon
T1543.005 pv Container Service
T1546 pv Event Triggered Execution
T1546.001 pv Change Default File Association
T1546.002 pv Screensaver
T1546.003 pv Windows Management Instrumentation Event Subscription
T1546.004 pv Unix Shell Configuration Modification
T1546.005 pv Trap
T1546.006 pv LC_LOAD_DYLIB Addition
T1546.007 pv Netsh Helper DLL
T1546.008 pv Accessibility Features
T1546.009 pv AppCert DLLs
T1546.010 pv AppInit DLLs
T1546.011 pv Application Shimming
T1546.012 pv Image File Execution Options Injection
T1546.013 pv PowerShell Profile
T1546.014 pv Emond
T1546.015 pv Component Object Model Hijacking
T1546.016 pv Installer Packages
T1546.017 pv Udev Rules
T1546.018 pv Python Startup Hooks
T1547 pv Boot or Logon Autostart Execution
T1547.001 pv Registry Run Keys / Startup Folder
T1547.002 pv Authentication Package
T1547.003 pv Time Providers
T1547.004 pv Winlogon Helper DLL
T1547.005 pv Security Support Provider
T1547.006 pv Kernel Modules and Extensions
T1547.007 pv Re-opened Applications
T1547.008 pv LSASS Driver
T1547.009 pv Shortcut Modification
T1547.010 pv Port Monitors
T1547.011! pv Plist Modification
T1547.012 pv Print Processors
T1547.013 pv XDG Autostart Entries
T1547.014 pv Active Setup
T1547.015 pv Login Items
T1548 ve Abuse Elevation Control Mechanism
T1548.001 ve Setuid and Setgid
T1548.002 ve Bypass User Account Control
T1548.003 ve Sudo and Sudo Caching
T1548.004 ve Elevated Execution with Prompt
T1548.005 ve Temporary Elevated Cloud Access
T1548.006 ve TCC Manipulation
T1550 em Use Alternate Authentication Material
T1550.001 em Application Access Token
T1550.002 em Pass the Hash
T1550.003 em Pass the Ticket
T1550.004 em Web Session Cookie
T1552 c Unsecured Credentials
T1552.001 c Credentials In Files
T1552.002 c Credentials in Registry
T1552.003 c Shell History
T1552.004 c Private Keys
T1552.005 c Cloud Instance Metadata API
T1552.006 c Group Policy Preferences
T1552.007 c Container API
T1552.008 c Chat Messages
T1553 e Subvert Trust Controls
T1553.001 e Gatekeeper Bypass
T1553.002 e Code Signing
T1553.003 e SIP and Trust Provider Hijacking
T1553.004 e Install Root Certificate
T1553.005 e Mark-of-the-Web Bypass
T1553.006 e Code Signing Policy Modification
T1554 p Compromise Host Software Binary
T1555 c Credentials from Password Stores
T1555.001 c Keychain
T1555.002 c Securityd Memory
T1555.003 c Credentials from Web Browsers
T1555.004 c Windows Credential Manager
T1555.005 c Password Managers
T1555.006 c Cloud Secrets Management Stores
T1556 pec Modify Authentication Process
T1556.001 pec Domain Controller Authentication
T1556.002 pec Password Filter DLL
T1556.003 pec Pluggable Authentication Modules
T1556.004 pec Network Device Authentication
T1556.005 pec Reversible Encryption
T1556.006 pec Multi-Factor Authentication
T1556.007 pec Hybrid Identity
T1556.008 pec Network Provider DLL
T1556.009 pec Conditional Access Policies
T1557 cl Adversary-in-the-Middle
T1557.001 cl LLMNR/NBT-NS Poisoning and SMB Relay
T1557.002 cl ARP Cache Poisoning
T1557.003 cl DHCP Spoofing
T1557.004 cl Evil Twin
T1558 c Steal or Forge Kerberos Tickets
T1558.001 c Golden Ticket
T1558.002 c Silver Ticket
T1558.003 c Kerberoasting
T1558.004 c AS-REP Roasting
T1558.005 c Ccache Files
T1559 x Inter-Process Communication
T1559.001 x Component Object Model
T1559.002 x Dynamic Data Exchange
T1559.003 x XPC Services
T1560 l Archive Collected Data
T1560.001 l Archive via Utility
T1560.002 l Archive via Library
T1560.003 l Archive via Custom Method
T1561 a Disk Wipe
T1561.001 a Disk Content Wipe
T1561.002 a Disk Structure Wipe
T1562 e Impair Defenses
T1562.001 e Disable or Modify Tools
T1562.002 e Disable Windows Event Logging
T1562.003 e Impair Command History Logging
T1562.004 e Disable or Modify System Firewall
T1562.006 e Indicator Blocking
T1562.007 e Disable or Modify Cloud Firewall
T1562.008 e Disable or Modify Cloud Logs
T1562.009 e Safe Mode Boot
T1562.010 e Downgrade Attack
T1562.011 e Spoof Security Alerting
T1562.012 e Disable or Modify Linux Audit System
T1562.013 e Disable or Modify Network Device Firewall
T1563 m Remote Service Session Hijacking
T1563.001 m SSH Hijacking
T1563.002 m RDP Hijacking
T1564 e Hide Artifacts
T1564.001 e Hidden Files and Directories
T1564.002 e Hidden Users
T1564.003 e Hidden Window
T1564.004 e NTFS File Attributes
T1564.005 e Hidden File System
T1564.006 e Run Virtual Instance
T1564.007 e VBA Stomping
T1564.008 e Email Hiding Rules
T1564.009 e Resource Forking
T1564.010 e Process Argument Spoofing
T1564.011 e Ignore Process Interrupts
T1564.012 e File/Path Exclusions
T1564.013 e Bind Mounts
T1564.014 e Extended Attributes
T1565 a Data Manipulation
T1565.001 a Stored Data Manipulation
T1565.002 a Transmitted Data Manipulation
T1565.003 a Runtime Data Manipulation
T1566 i Phishing
T1566.001 i Spearphishing Attachment
T1566.002 i Spearphishing Link
T1566.003 i Spearphishing via Service
T1566.004 i Spearphishing Voice
T1567 o Exfiltration Over Web Service
T1567.001 o Exfiltration to Code Repository
T1567.002 o Exfiltration to Cloud Storage
T1567.003 o Exfiltration to Text Storage Sites
T1567.004 o Exfiltration Over Webhook
T1568 k Dynamic Resolution
T1568.001 k Fast Flux DNS
T1568.002 k Domain Generation Algorithms
T1568.003 k DNS Calculation
T1569 x System Services
T1569.001 x Launchctl
T1569.002 x Service Execution
T1569.003 x Systemctl
T1570 m Lateral Tool Transfer
T1571 k Non-Standard Port
T1572 k Protocol Tunneling
T1573 k Encrypted Channel
T1573.001 k Symmetric Cryptography
T1573.002 k Asymmetric Cryptography
T1574 pve Hijack Execution Flow
T1574.001 pve DLL
T1574.002! pve DLL Side-Loading
T1574.004 pve Dylib Hijacking
T1574.005 pve Executable Installer File Permissions Weakness
T1574.006 pve Dynamic Linker Hijacking
T1574.007 pve Path Interception by PATH Environment Variable
T1574.008 pve Path Interception by Search Order Hijacking
T1574.009 pve Path Interception by Unquoted Path
T1574.010 pve Services File Permissions Weakness
T1574.011 pve Services Registry Permissions Weakness
T1574.012 pve COR_PROFILER
T1574.013 pve KernelCallbackTable
T1574.014 pve AppDomainManager
T1578 e Modify Cloud Compute Infrastructure
T1578.001 e Create Snapshot
T1578.002 e Create Cloud Instance
T1578.003 e Delete Cloud Instance
T1578.004 e Revert Cloud Instance
T1578.005 e Modify Cloud Compute Configurations
T1580 d Cloud Infrastructure Discovery
T1583 w Acquire Infrastructure
T1583.001 w Domains
T1583.002 w DNS Server
T1583.003 w Virtual Private Server
T1583.004 w Server
T1583.005 w Botnet
T1583.006 w Web Services
T1583.007 w Serverless
T1583.008 w Malvertising
T1584 w Compromise Infrastructure
T1584.001 w Domains
T1584.002 w DNS Server
T1584.003 w Virtual Private Server
T1584.004 w Server
T1584.005 w Botnet
T1584.006 w Web Services
T1584.007 w Serverless
T1584.008 w Network Devices
T1585 w Establish Accounts
T1585.001 w Social Media Accounts
T1585.002 w Email Accounts
T1585.003 w Cloud Accounts
T1586 w Compromise Accounts
T1586.001 w Social Media Accounts
T1586.002 w Email Accounts
T1586.003 w Cloud Accounts
T1587 w Develop Capabilities
T1587.001 w Malware
T1587.002 w Code Signing Certificates
T1587.003 w Digital Certificates
T1587.004 w Exploits
T1588 w Obtain Capabilities
T1588.001 w Malware
T1588.002 w Tool
T1588.003 w Code Signing Certificates
T1588.004 w Digital Certificates
T1588.005 w Exploits
T1588.006 w Vulnerabilities
T1588.007 w Artificial Intelligence
T1589 r Gather Victim Identity Information
T1589.001 r Credentials
T1589.002 r Email Addresses
T1589.003 r Employee Names
T1590 r Gather Victim Network Information
T1590.001 r Domain Properties
T1590.002 r DNS
T1590.003 r Network Trust Dependencies
T1590.004 r Network Topology
T1590.005 r IP Addresses
T1590.006 r Network Security Appliances
T1591 r Gather Victim Org Information
T1591.001 r Determine Physical Locations
T1591.002 r Business Relationships
T1591.003 r Identify Business Tempo
T1591.004 r Identify Roles
T1592 r Gather Victim Host Information
T1592.001 r Hardware
T1592.002 r Software
T1592.003 r Firmware
T1592.004 r Client Configurations
T1593 r Search Open Websites/Domains
T1593.001 r Social Media
T1593.002 r Search Engines
T1593.003 r Code Repositories
T1594 r Search Victim-Owned Websites
T1595 r Active Scanning
T1595.001 r Scanning IP Blocks
T1595.002 r Vulnerability Scanning
T1595.003 r Wordlist Scanning
T1596 r Search Open Technical Databases
T1596.001 r DNS/Passive DNS
T1596.002 r WHOIS
T1596.003 r Digital Certificates
T1596.004 r CDNs
T1596.005 r Scan Databases
T1597 r Search Closed Sources
T1597.001 r Threat Intel Vendors
T1597.002 r Purchase Technical Data
T1598 r Phishing for Information
T1598.001 r Spearphishing Service
T1598.002 r Spearphishing Attachment
T1598.003 r Spearphishing Link
T1598.004 r Spearphishing Voice
T1599 e Network Boundary Bridging
T1599.001 e Network Address Translation Traversal
T1600 e Weaken Encryption
T1600.001 e Reduce Key Space
T1600.002 e Disable Crypto Hardware
T1601 e Modify System Image
T1601.001 e Patch System Image
T1601.002 e Downgrade System Image
T1602 l Data from Configuration Repository
T1602.001 l SNMP (MIB Dump)
T1602.002 l Network Device Configuration Dump
T1606 c Forge Web Credentials
T1606.001 c Web Cookies
T1606.002 c SAML Tokens
T1608 w Stage Capabilities
T1608.001 w Upload Malware
T1608.002 w Upload Tool
T1608.003 w Install Digital Certificate
T1608.004 w Drive-by Target
T1608.005 w Link Target
T1608.006 w SEO Poisoning
T1609 x Container Administration Command
T1610 xe Deploy Container
T1611 v Escape to Host
T1612 e Build Image on Host
T1613 d Container and Resource Discovery
T1614 d System Location Discovery
T1614.001 d System Language Discovery
T1615 d Group Policy Discovery
T1619 d Cloud Storage Object Discovery
T1620 e Reflective Code Loading
T1621 c Multi-Factor Authentication Request Generation
T1622 ed Debugger Evasion
T1647 e Plist File Modification
T1648 x Serverless Execution
T1649 c Steal or Forge Authentication Certificates
T1650 w Acquire Access
T1651 x Cloud Administration Command
T1652 d Device Driver Discovery
T1653 p Power Settings
T1654 d Log Enumeration
T1656 e Impersonation
T1657 a Financial Theft
T1659 ik Content Injection
T1665 k Hide Infrastructure
T1666 e Modify Cloud Resource Hierarchy
T1667 a Email Bombing
T1668 p Exclusive Control
T1669 i Wi-Fi Networks
T1671 p Cloud Application Integration
T1672 e Email Spoofing
T1673 d Virtual Machine Discovery
T1674 x Input Injection
T1675 x ESXi Administration Command
T1677 x Poisoned Pipeline Execution
T1678 e Delay Execution
T1679 e Selective Exclusion
T1680 d Local Storage Discovery
T1681 r Search Threat Vendor Data
`;
