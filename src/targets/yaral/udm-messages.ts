/**
 * The messages of the Unified Data Model's event, one paragraph each: `field` is text, `[]` repeated, `@message`, `#enum`, `:type`.
 * Names and types as in https://github.com/googleapis/googleapis/blob/master/google/cloud/backstory (udm.proto).
 */
export const udmMessages = `
udm: metadata@metadata additional:struct principal@noun src@noun target@noun intermediary[]@noun observer@noun
  about[]@noun security_result[]@security_result network@network extensions@extensions extracted:struct
metadata: id:bytes product_log_id event_timestamp:timestamp
  event_timestamp_attributes[]#metadata_event_timestamp_attribute collected_timestamp:timestamp
  ingested_timestamp:timestamp event_type#metadata_event_type vendor_name product_name product_version
  product_event_type product_deployment_id description url_back_to_product ingestion_labels[]:labels tags@tags
  enrichment_state#metadata_enrichment_state log_type base_labels@data_access_labels
  enrichment_labels@data_access_labels structured_fields:struct parser_version
noun: hostname domain@domain artifact@artifact url_metadata@url browser@browser asset_id user@user
  user_management_chain[]@user group@group process@process process_ancestors[]@process asset@asset ip[] nat_ip[]
  port:int nat_port:int mac[] administrative_domain namespace url file@file email registry@registry application
  platform#noun_platform platform_version platform_patch_level cloud@cloud location@location ip_location[]@location
  ip_geo_artifact[]@artifact resource@resource resource_ancestors[]@resource labels[]:labels object_reference@id
  investigation@investigation network@network security_result[]@security_result
security_result: about@noun category[]#security_result_security_category category_details[] threat_name rule_set
  rule_set_display_name ruleset_category_display_name rule_id rule_name display_name rule_version rule_type
  rule_author rule_labels[]:labels alert_state#security_result_alert_state detection_fields[]:labels outcomes[]:labels
  summary description action[]#security_result_action action_details severity#security_result_product_severity
  confidence#security_result_product_confidence priority#security_result_product_priority risk_score:float
  confidence_score:float analytics_metadata[]@analytics_metadata severity_details confidence_details priority_details
  url_back_to_product threat_id threat_feed_name threat_id_namespace#id_namespace
  threat_status#security_result_threat_status attack_details@attack_details first_discovered_time:timestamp
  associations[]@security_result_association campaigns[] reports[] verdict@security_result_verdict
  last_updated_time:timestamp verdict_info[]@security_result_verdict_info threat_verdict#threat_verdict
  last_discovered_time:timestamp detection_depth:int threat_collections[]@security_result_threat_collection_item
network: sent_bytes:int received_bytes:int total_bytes:int sent_packets:int received_packets:int
  session_duration:timestamp session_id parent_session_id application_protocol_version community_id
  direction#network_direction ip_protocol#network_ip_protocol ipv6:bool
  application_protocol#network_application_protocol ftp@ftp email@email dns@dns dhcp@dhcp http@http tls@tls smtp@smtp
  asn dns_domain carrier_name organization_name ip_subnet_range is_proxy:bool proxy_info@proxy_info
  connection_state#network_connection_state
extensions: auth@authentication vulns@vulnerabilities entity_risk@entity_risk linux_utmp@linux_utmp
  windows_event_log@windows_event_log resource_usage@resource_usage system_event_details@system_event_details
  outlook_metadata@outlook_metadata srum@srum user_assist@user_assist
label: key value source rbac_enabled:bool
tags: tenant_id[]:bytes data_tap_config_name[]
data_access_labels: log_types[] ingestion_labels[] namespaces[] custom_labels[]
  ingestion_kv_labels[]@data_access_ingestion_label allow_scoped_access:bool
domain: name prevalence@prevalence first_seen_time:timestamp last_seen_time:timestamp registrar contact_email
  whois_server name_server[] creation_time:timestamp update_time:timestamp expiration_time:timestamp
  audit_update_time:timestamp status registrant@user admin@user tech@user billing@user zone@user
  whois_record_raw_text:bytes registry_data_raw_text:bytes iana_registrar_id:int private_registration:bool
  categories[] favicon@favicon jarm last_dns_records[]@dns_record last_dns_records_time:timestamp
  last_https_certificate@ssl_certificate last_https_certificate_time:timestamp popularity_ranks[]@popularity_rank
  tags[] whois_time:timestamp
artifact: ip prevalence@prevalence first_seen_time:timestamp last_seen_time:timestamp location@location
  network@network as_owner asn:int jarm last_https_certificate@ssl_certificate last_https_certificate_date:timestamp
  regional_internet_registry tags[] whois whois_date:timestamp tunnels[]@tunnels anonymous:bool
  artifact_client@artifact_client risks[]
url: url categories[] favicon@favicon html_meta:struct last_final_url last_http_response_code:int
  last_http_response_content_length:int last_http_response_content_sha256 last_http_response_cookies:struct
  last_http_response_headers:struct tags[] title trackers[]@tracker
browser: browser_type#browser_browser_type browser_version first_visit_time:timestamp last_visit_time:timestamp
  profile typed:bool visit_type#browser_url_visit_type hidden:bool request_origin_uri visit_count:int
  visit_count_criteria indexed_content first_bookmarked_time:timestamp cookies[]@browser_cookie typed_count:int
  visit_source#browser_visit_source
user: product_object_id userid user_display_name first_name middle_name last_name phone_numbers[]
  personal_address@location attribute@attribute first_seen_time:timestamp account_type#user_account_type groupid
  group_identifiers[] windows_sid email_addresses[] employee_id title company_name department[]
  office_address@location managers[]@user hire_date:timestamp termination_date:timestamp time_off[]@time_off
  last_login_time:timestamp last_password_change_time:timestamp password_expiration_time:timestamp
  account_expiration_time:timestamp account_lockout_time:timestamp last_bad_password_attempt_time:timestamp
  user_authentication_status#authentication_authentication_status role_name role_description user_role#user_role
group: product_object_id creation_time:timestamp group_display_name attribute@attribute email_addresses[] windows_sid
process: pid parent_pid parent_process@process file@file command_line command_line_history[]
  product_specific_process_id access_mask:int integrity_level_rid:int euid ruid egid rgid pgid session_leader_pid tty
  token_elevation_type#process_token_elevation_type product_specific_parent_process_id ipv6:bool
  kernel_duration:timestamp user_duration:timestamp real_duration:timestamp state#process_state
asset: product_object_id hostname asset_id ip[] mac[] nat_ip[] first_seen_time:timestamp hardware[]@hardware
  platform_software@platform_software software[]@software location@location category type#asset_asset_type
  network_domain creation_time:timestamp first_discover_time:timestamp last_discover_time:timestamp
  system_last_update_time:timestamp last_boot_time:timestamp labels[]:labels deployment_status#asset_deployment_status
  vulnerabilities[]@vulnerability attribute@attribute wmi_persistence_item@wmi_persistence_item
file: sha256 md5 sha1 size:int full_path mime_type file_metadata@file_metadata security_result@security_result
  pe_file@file_metadata_pe ssdeep vhash ahash authentihash symhash prefetch_file_metadata@prefetch_file_metadata
  file_type#file_file_type capabilities_tags[] names[] tags[] last_modification_time:timestamp create_time:timestamp
  last_access_time:timestamp prevalence@prevalence first_seen_time:timestamp last_seen_time:timestamp stat_mode:int
  stat_inode:int stat_dev:int stat_nlink:int stat_flags:int last_analysis_time:timestamp embedded_urls[]
  embedded_domains[] embedded_ips[] exif_info@exif_info signature_info@signature_info pdf_info@pdf_info
  first_submission_time:timestamp last_submission_time:timestamp main_icon@favicon ntfs@ntfs_file_metadata
  app_compat_cache@app_compat_metadata
registry: registry_key registry_value_name registry_value_data registry_value_type#registry_type
  registry_value_binary_data:bytes
cloud: environment#cloud_cloud_environment vpc@resource project@resource availability_zone
location: city state country_or_region name desk_name floor_name region_latitude:float region_longitude:float
  region_coordinates:latlng
resource: type resource_type#resource_resource_type resource_subtype id name parent product_object_id
  attribute@attribute scheduled_task@scheduled_task scheduled_cron_task@scheduled_cron_task
  scheduled_anacron_task@scheduled_anacron_task windows_scheduled_task@windows_scheduled_task volume@volume
  service@service
id: namespace#id_namespace id:bytes string_id
investigation: comments[]
analytics_metadata: analytic
attack_details: version tactics[]@attack_details_tactic techniques[]@attack_details_technique
security_result_association: id country_code[] type#security_result_association_association_type name description role
  source_country alias[]@security_result_association_association_alias first_reference_time:timestamp
  last_reference_time:timestamp industries_affected[] associated_actors[]@security_result_association
  region_code@location sponsor_region@location targeted_regions[]@location tags[]
security_result_verdict: source_count:int response_count:int neighbour_influence
  verdict@security_result_provider_ml_verdict analyst_verdict@security_result_analyst_verdict
security_result_verdict_info: source_count:int response_count:int neighbour_influence
  verdict_type#security_result_verdict_type source_provider benign_count:int malicious_count:int confidence_score:int
  ioc_stats[]@security_result_io_c_stats verdict_time:timestamp verdict_response#security_result_verdict_response
  global_customer_count:int global_hits_count:int pwn:bool category_details pwn_first_tagged_time:timestamp
security_result_threat_collection_item: id type#security_result_threat_collection_type alt_names[]
ftp: command
email: from reply_to to[] cc[] bcc[] mail_id subject[] bounce_address
dns: id:int response:bool opcode:int authoritative:bool truncated:bool recursion_desired:bool recursion_available:bool
  response_code:int questions[]@dns_question answers[]@dns_resource_record authority[]@dns_resource_record
  additional[]@dns_resource_record
dhcp: opcode#dhcp_op_code htype:int hlen:int hops:int transaction_id:int seconds:int flags:int ciaddr yiaddr siaddr
  giaddr chaddr sname file options[]@dhcp_option type#dhcp_message_type lease_time_seconds:int client_hostname
  client_identifier:bytes requested_address client_identifier_string
http: method referral_url user_agent response_code:int parsed_user_agent@parsed_user_agent
tls: client@tls_client server@tls_server cipher curve version version_protocol established:bool next_protocol
  resumed:bool
smtp: helo mail_from rcpt_to[] server_response[] message_path is_webmail:bool is_tls:bool
proxy_info: anonymous:bool anonymous_vpn:bool public_proxy:bool tor_exit_node:bool smart_dns_proxy:bool
  hosting_provider:bool vpn_datacenter:bool residential_proxy:bool vpn_service_name proxy_over_vpn:bool
  relay_proxy:bool
authentication: type#authentication_auth_type mechanism[]#authentication_mechanism auth_details
  outcome#authentication_outcome
vulnerabilities: vulnerabilities[]@vulnerability
entity_risk: risk_version DEPRECATED_risk_score:int detections_count:int first_detection_time:timestamp
  last_detection_time:timestamp risk_score:float normalized_risk_score:int risk_window_size:timestamp
  last_reset_time:timestamp detail_uri risk_window_has_new_detections:bool
linux_utmp: record_type#linux_utmp_record_type
windows_event_log: channel#windows_event_log_channel event_id activity_id
resource_usage: used_entity used_entity_id
system_event_details: message_type sender_image_id subsystem
outlook_metadata: comment template title security_flags_count:int
srum: id background_bytes_read:int background_bytes_written:int background_context_switches:int
  background_cycle_count:int background_flushes_count:int background_read_operations:int
  background_write_operations:int interface_luid
user_assist: application_focus_count:int application_focus_duration:timestamp executions_count:int entry_index:int
data_access_ingestion_label: key value
prevalence: rolling_max:int day_count:int rolling_max_sub_domains:int day_max:int day_max_sub_domains:int
favicon: raw_md5 dhash
dns_record: type value ttl:timestamp priority:int retry:int refresh:timestamp minimum:timestamp expire:timestamp
  serial:int rname
ssl_certificate: cert_signature@ssl_certificate_cert_signature extension@ssl_certificate_extension
  cert_extensions:struct first_seen_time:timestamp issuer@ssl_certificate_subject ec@ssl_certificate_ec serial_number
  signature_algorithm size:int subject@ssl_certificate_subject thumbprint thumbprint_sha256
  validity@ssl_certificate_validity version public_key@ssl_certificate_public_key
popularity_rank: giver rank:int ingestion_time:timestamp
tunnels: provider type
artifact_client: behaviors[] proxies[]
tracker: tracker id timestamp:timestamp url
browser_cookie: name value domain path expiration_time:timestamp http_only:bool secure:bool max_age:int
  same_site#browser_cookie_cookie_same_site session:bool partitioned:bool
attribute: cloud@cloud labels[]:labels permissions[]@permission roles[]@role creation_time:timestamp
  last_update_time:timestamp
time_off: description
hardware: serial_number manufacturer model cpu_platform cpu_model cpu_clock_speed:int cpu_max_clock_speed:int
  cpu_number_cores:int ram:int
platform_software: platform#noun_platform platform_version platform_patch_level
software: name version permissions[]@permission description vendor_name
vulnerability: about@noun name description vendor scan_start_time:timestamp scan_end_time:timestamp
  first_found:timestamp last_found:timestamp severity#vulnerability_severity severity_details cvss_base_score:float
  cvss_vector cvss_version cve_id cve_description vendor_vulnerability_id vendor_knowledge_base_article_id
wmi_persistence_item: caption name setting_id derivation property_count:int rel_path dynasty wmi_super_class wmi_class
  genus:int
file_metadata: pe@pe_file_metadata
file_metadata_pe: imphash entry_point:int entry_point_exiftool:int compilation_time:timestamp
  compilation_exiftool_time:timestamp section[]@file_metadata_section imports[]@file_metadata_imports
  resource[]@file_metadata_pe_resource_info resources_type_count[]@string_to_int64_map_entry
  resources_language_count[]@string_to_int64_map_entry resources_type_count_str[]:labels
  resources_language_count_str[]:labels signature_info@file_metadata_signature_info
prefetch_file_metadata: run_count:int prefetch_hash
exif_info: original_file product company file_description entry_point:int compilation_time:timestamp
signature_info: sigcheck@file_metadata_signature_info codesign@file_metadata_codesign
pdf_info: js:int javascript:int launch_action_count:int object_stream_count:int endobj_count:int header acroform:int
  autoaction:int embedded_file:int encrypted:int flash:int jbig2_compression:int obj_count:int endstream_count:int
  page_count:int stream_count:int openaction:int startxref:int suspicious_colors:int trailer:int xfa:int xref:int
ntfs_file_metadata: change_time:timestamp filename_create_time:timestamp filename_modify_time:timestamp
  filename_access_time:timestamp filename_change_time:timestamp usn_journal[]@usn_journal
app_compat_metadata: sequence:int executed:bool control_set
scheduled_task: minute:int hour:int month_day:int month:int week_day:int comment author
scheduled_cron_task: minute hour month_day month week_day comment author event path
scheduled_anacron_task: period delay_minutes:int job_id path source_line
windows_scheduled_task: author virtual_path exit_code:int state#windows_scheduled_task_task_state
  logon_type#windows_scheduled_task_task_logon_type task_actions[]@windows_scheduled_task_task_action
  task_triggers[]@windows_scheduled_task_task_trigger
volume: file_system mount_point device_path is_mounted:bool is_read_only:bool name
service: display_name service_type#service_service_type service_types[]#service_service_type
  startup_type#service_startup_type state#service_state
attack_details_tactic: id name
attack_details_technique: id name subtechnique_id subtechnique_name
security_result_association_association_alias: name company
security_result_provider_ml_verdict: source_provider benign_count:int malicious_count:int confidence_score:int
  mandiant_sources[]#browser_visit_source third_party_sources[]#browser_visit_source
security_result_analyst_verdict: confidence_score:int verdict_time:timestamp
  verdict_response#security_result_verdict_response
security_result_io_c_stats: ioc_stats_type#security_result_io_c_stats_type first_level_source second_level_source
  benign_count:int quality#security_result_product_confidence malicious_count:int response_count:int source_count:int
dns_question: name type:int class:int prevalence@prevalence
dns_resource_record: name type:int class:int ttl:int data binary_data:bytes
dhcp_option: code:int data:bytes
parsed_user_agent: browser browser_version browser_engine_version device device_version family locale os os_variant
  platform security sub_family carrier
tls_client: certificate@certificate ja3 server_name supported_ciphers[] ja4
tls_server: certificate@certificate ja3s ja4s
ssl_certificate_cert_signature: signature signature_algorithm
ssl_certificate_extension: ca:bool subject_key_id authority_key_id@ssl_certificate_authority_key_id key_usage
  ca_info_access crl_distribution_points extended_key_usage subject_alternative_name certificate_policies
  netscape_cert_comment cert_template_name_dc netscape_certificate:bool pe_logotype:bool old_authority_key_id:bool
ssl_certificate_subject: country_name common_name locality organization organizational_unit state_or_province_name
ssl_certificate_ec: oid pub
ssl_certificate_validity: expiry_time:timestamp issue_time:timestamp
ssl_certificate_public_key: algorithm rsa@ssl_certificate_rsa
permission: name description type#permission_permission_type
role: name description type#role_type
pe_file_metadata: import_hash
file_metadata_section: name entropy:float raw_size_bytes:int virtual_size_bytes:int md5_hex
file_metadata_imports: library functions[]
file_metadata_pe_resource_info: sha256_hex filetype_magic language_code entropy:float file_type
string_to_int64_map_entry:
file_metadata_signature_info: verification_message verified:bool signer[] signers[]@signer_info x509[]@x509
file_metadata_codesign: id format compilation_time:timestamp team_id
usn_journal: attributes_flag attributes#usn_journal_attribute file_attributes[]#usn_journal_attribute allocated:bool
  reason#usn_journal_reason reasons[]#usn_journal_reason
windows_scheduled_task_task_action: action_type#windows_scheduled_task_task_action_action_type exec_arguments[]
  exec_working_directory com_class_id com_data
windows_scheduled_task_task_trigger: enabled:bool duration:timestamp interval
  trigger_type#windows_scheduled_task_task_trigger_trigger_type
certificate: version serial subject issuer md5 sha1 sha256 not_before:timestamp not_after:timestamp
ssl_certificate_authority_key_id: keyid serial_number
ssl_certificate_rsa: key_size:int modulus exponent
signer_info:
x509: name algorithm thumbprint cert_issuer serial_number
`;
