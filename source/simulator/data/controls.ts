/**
 * Controls of NIST SP 800-53 revision 5 (NIST, public domain): the lowest baseline that holds a control (L low, M moderate,
 * H high; T: in none, taken up by tailoring), its label and its title.
 */
export const controlLines = `
L AC-1 Policy and Procedures
L AC-2 Account Management
M AC-2(1) Account Management | Automated System Account Management
M AC-2(2) Account Management | Automated Temporary and Emergency Account Management
M AC-2(3) Account Management | Disable Accounts
M AC-2(4) Account Management | Automated Audit Actions
M AC-2(5) Account Management | Inactivity Logout
H AC-2(11) Account Management | Usage Conditions
H AC-2(12) Account Management | Account Monitoring for Atypical Usage
M AC-2(13) Account Management | Disable Accounts for High-risk Individuals
L AC-3 Access Enforcement
M AC-4 Information Flow Enforcement
H AC-4(4) Information Flow Enforcement | Flow Control of Encrypted Information
M AC-5 Separation of Duties
M AC-6 Least Privilege
M AC-6(1) Least Privilege | Authorize Access to Security Functions
M AC-6(2) Least Privilege | Non-privileged Access for Nonsecurity Functions
H AC-6(3) Least Privilege | Network Access to Privileged Commands
M AC-6(5) Least Privilege | Privileged Accounts
M AC-6(7) Least Privilege | Review of User Privileges
M AC-6(9) Least Privilege | Log Use of Privileged Functions
M AC-6(10) Least Privilege | Prohibit Non-privileged Users from Executing Privileged Functions
L AC-7 Unsuccessful Logon Attempts
L AC-8 System Use Notification
H AC-10 Concurrent Session Control
M AC-11 Device Lock
M AC-11(1) Device Lock | Pattern-hiding Displays
M AC-12 Session Termination
L AC-14 Permitted Actions Without Identification or Authentication
L AC-17 Remote Access
M AC-17(1) Remote Access | Monitoring and Control
M AC-17(2) Remote Access | Protection of Confidentiality and Integrity Using Encryption
M AC-17(3) Remote Access | Managed Access Control Points
M AC-17(4) Remote Access | Privileged Commands and Access
L AC-18 Wireless Access
M AC-18(1) Wireless Access | Authentication and Encryption
M AC-18(3) Wireless Access | Disable Wireless Networking
H AC-18(4) Wireless Access | Restrict Configurations by Users
H AC-18(5) Wireless Access | Antennas and Transmission Power Levels
L AC-19 Access Control for Mobile Devices
M AC-19(5) Access Control for Mobile Devices | Full Device or Container-based Encryption
L AC-20 Use of External Systems
M AC-20(1) Use of External Systems | Limits on Authorized Use
M AC-20(2) Use of External Systems | Portable Storage Devices ' Restricted Use
M AC-21 Information Sharing
L AC-22 Publicly Accessible Content
L AT-1 Policy and Procedures
L AT-2 Literacy Training and Awareness
L AT-2(2) Literacy Training and Awareness | Insider Threat
M AT-2(3) Literacy Training and Awareness | Social Engineering and Mining
L AT-3 Role-based Training
L AT-4 Training Records
L AU-1 Policy and Procedures
L AU-2 Event Logging
L AU-3 Content of Audit Records
M AU-3(1) Content of Audit Records | Additional Audit Information
L AU-4 Audit Log Storage Capacity
L AU-5 Response to Audit Logging Process Failures
H AU-5(1) Response to Audit Logging Process Failures | Storage Capacity Warning
H AU-5(2) Response to Audit Logging Process Failures | Real-time Alerts
L AU-6 Audit Record Review, Analysis, and Reporting
M AU-6(1) Audit Record Review, Analysis, and Reporting | Automated Process Integration
M AU-6(3) Audit Record Review, Analysis, and Reporting | Correlate Audit Record Repositories
H AU-6(5) Audit Record Review, Analysis, and Reporting | Integrated Analysis of Audit Records
H AU-6(6) Audit Record Review, Analysis, and Reporting | Correlation with Physical Monitoring
M AU-7 Audit Record Reduction and Report Generation
M AU-7(1) Audit Record Reduction and Report Generation | Automatic Processing
L AU-8 Time Stamps
L AU-9 Protection of Audit Information
H AU-9(2) Protection of Audit Information | Store on Separate Physical Systems or Components
H AU-9(3) Protection of Audit Information | Cryptographic Protection
M AU-9(4) Protection of Audit Information | Access by Subset of Privileged Users
H AU-10 Non-repudiation
L AU-11 Audit Record Retention
L AU-12 Audit Record Generation
H AU-12(1) Audit Record Generation | System-wide and Time-correlated Audit Trail
H AU-12(3) Audit Record Generation | Changes by Authorized Individuals
T AU-13 Monitoring for Information Disclosure
L CA-1 Policy and Procedures
L CA-2 Control Assessments
M CA-2(1) Control Assessments | Independent Assessors
H CA-2(2) Control Assessments | Specialized Assessments
L CA-3 Information Exchange
H CA-3(6) Information Exchange | Transfer Authorizations
L CA-5 Plan of Action and Milestones
L CA-6 Authorization
L CA-7 Continuous Monitoring
M CA-7(1) Continuous Monitoring | Independent Assessment
L CA-7(4) Continuous Monitoring | Risk Monitoring
H CA-8 Penetration Testing
H CA-8(1) Penetration Testing | Independent Penetration Testing Agent or Team
L CA-9 Internal System Connections
L CM-1 Policy and Procedures
L CM-2 Baseline Configuration
M CM-2(2) Baseline Configuration | Automation Support for Accuracy and Currency
M CM-2(3) Baseline Configuration | Retention of Previous Configurations
M CM-2(7) Baseline Configuration | Configure Systems and Components for High-risk Areas
M CM-3 Configuration Change Control
H CM-3(1) Configuration Change Control | Automated Documentation, Notification, and Prohibition of Changes
M CM-3(2) Configuration Change Control | Testing, Validation, and Documentation of Changes
M CM-3(4) Configuration Change Control | Security and Privacy Representatives
H CM-3(6) Configuration Change Control | Cryptography Management
L CM-4 Impact Analyses
H CM-4(1) Impact Analyses | Separate Test Environments
M CM-4(2) Impact Analyses | Verification of Controls
L CM-5 Access Restrictions for Change
H CM-5(1) Access Restrictions for Change | Automated Access Enforcement and Audit Records
L CM-6 Configuration Settings
H CM-6(1) Configuration Settings | Automated Management, Application, and Verification
H CM-6(2) Configuration Settings | Respond to Unauthorized Changes
L CM-7 Least Functionality
M CM-7(1) Least Functionality | Periodic Review
M CM-7(2) Least Functionality | Prevent Program Execution
M CM-7(5) Least Functionality | Authorized Software
L CM-8 System Component Inventory
M CM-8(1) System Component Inventory | Updates During Installation and Removal
H CM-8(2) System Component Inventory | Automated Maintenance
M CM-8(3) System Component Inventory | Automated Unauthorized Component Detection
H CM-8(4) System Component Inventory | Accountability Information
M CM-9 Configuration Management Plan
L CM-10 Software Usage Restrictions
L CM-11 User-installed Software
M CM-12 Information Location
M CM-12(1) Information Location | Automated Tools to Support Information Location
L CP-1 Policy and Procedures
L CP-2 Contingency Plan
M CP-2(1) Contingency Plan | Coordinate with Related Plans
H CP-2(2) Contingency Plan | Capacity Planning
M CP-2(3) Contingency Plan | Resume Mission and Business Functions
H CP-2(5) Contingency Plan | Continue Mission and Business Functions
M CP-2(8) Contingency Plan | Identify Critical Assets
L CP-3 Contingency Training
H CP-3(1) Contingency Training | Simulated Events
L CP-4 Contingency Plan Testing
M CP-4(1) Contingency Plan Testing | Coordinate with Related Plans
H CP-4(2) Contingency Plan Testing | Alternate Processing Site
M CP-6 Alternate Storage Site
M CP-6(1) Alternate Storage Site | Separation from Primary Site
H CP-6(2) Alternate Storage Site | Recovery Time and Recovery Point Objectives
M CP-6(3) Alternate Storage Site | Accessibility
M CP-7 Alternate Processing Site
M CP-7(1) Alternate Processing Site | Separation from Primary Site
M CP-7(2) Alternate Processing Site | Accessibility
M CP-7(3) Alternate Processing Site | Priority of Service
H CP-7(4) Alternate Processing Site | Preparation for Use
M CP-8 Telecommunications Services
M CP-8(1) Telecommunications Services | Priority of Service Provisions
M CP-8(2) Telecommunications Services | Single Points of Failure
H CP-8(3) Telecommunications Services | Separation of Primary and Alternate Providers
H CP-8(4) Telecommunications Services | Provider Contingency Plan
L CP-9 System Backup
M CP-9(1) System Backup | Testing for Reliability and Integrity
H CP-9(2) System Backup | Test Restoration Using Sampling
H CP-9(3) System Backup | Separate Storage for Critical Information
H CP-9(5) System Backup | Transfer to Alternate Storage Site
M CP-9(8) System Backup | Cryptographic Protection
L CP-10 System Recovery and Reconstitution
M CP-10(2) System Recovery and Reconstitution | Transaction Recovery
H CP-10(4) System Recovery and Reconstitution | Restore Within Time Period
L IA-1 Policy and Procedures
L IA-2 Identification and Authentication (organizational Users)
L IA-2(1) Identification and Authentication (organizational Users) | Multi-factor Authentication to Privileged Accounts
L IA-2(2) Identification and Authentication (organizational Users) | Multi-factor Authentication to Non-privileged Accounts
H IA-2(5) Identification and Authentication (organizational Users) | Individual Authentication with Group Authentication
L IA-2(8) Identification and Authentication (organizational Users) | Access to Accounts ' Replay Resistant
L IA-2(12) Identification and Authentication (organizational Users) | Acceptance of PIV Credentials
M IA-3 Device Identification and Authentication
L IA-4 Identifier Management
M IA-4(4) Identifier Management | Identify User Status
L IA-5 Authenticator Management
L IA-5(1) Authenticator Management | Password-based Authentication
M IA-5(2) Authenticator Management | Public Key-based Authentication
M IA-5(6) Authenticator Management | Protection of Authenticators
L IA-6 Authentication Feedback
L IA-7 Cryptographic Module Authentication
L IA-8 Identification and Authentication (non-organizational Users)
L IA-8(1) Identification and Authentication (non-organizational Users) | Acceptance of PIV Credentials from Other Agencies
L IA-8(2) Identification and Authentication (non-organizational Users) | Acceptance of External Authenticators
L IA-8(4) Identification and Authentication (non-organizational Users) | Use of Defined Profiles
L IA-11 Re-authentication
M IA-12 Identity Proofing
M IA-12(2) Identity Proofing | Identity Evidence
M IA-12(3) Identity Proofing | Identity Evidence Validation and Verification
H IA-12(4) Identity Proofing | In-person Validation and Verification
M IA-12(5) Identity Proofing | Address Confirmation
L IR-1 Policy and Procedures
L IR-2 Incident Response Training
H IR-2(1) Incident Response Training | Simulated Events
H IR-2(2) Incident Response Training | Automated Training Environments
M IR-3 Incident Response Testing
M IR-3(2) Incident Response Testing | Coordination with Related Plans
L IR-4 Incident Handling
M IR-4(1) Incident Handling | Automated Incident Handling Processes
H IR-4(4) Incident Handling | Information Correlation
H IR-4(11) Incident Handling | Integrated Incident Response Team
L IR-5 Incident Monitoring
H IR-5(1) Incident Monitoring | Automated Tracking, Data Collection, and Analysis
L IR-6 Incident Reporting
M IR-6(1) Incident Reporting | Automated Reporting
M IR-6(3) Incident Reporting | Supply Chain Coordination
L IR-7 Incident Response Assistance
M IR-7(1) Incident Response Assistance | Automation Support for Availability of Information and Support
L IR-8 Incident Response Plan
T IR-9 Information Spillage Response
L MA-1 Policy and Procedures
L MA-2 Controlled Maintenance
H MA-2(2) Controlled Maintenance | Automated Maintenance Activities
M MA-3 Maintenance Tools
M MA-3(1) Maintenance Tools | Inspect Tools
M MA-3(2) Maintenance Tools | Inspect Media
M MA-3(3) Maintenance Tools | Prevent Unauthorized Removal
L MA-4 Nonlocal Maintenance
H MA-4(3) Nonlocal Maintenance | Comparable Security and Sanitization
L MA-5 Maintenance Personnel
H MA-5(1) Maintenance Personnel | Individuals Without Appropriate Access
M MA-6 Timely Maintenance
L MP-1 Policy and Procedures
L MP-2 Media Access
M MP-3 Media Marking
M MP-4 Media Storage
M MP-5 Media Transport
L MP-6 Media Sanitization
H MP-6(1) Media Sanitization | Review, Approve, Track, Document, and Verify
H MP-6(2) Media Sanitization | Equipment Testing
H MP-6(3) Media Sanitization | Nondestructive Techniques
L MP-7 Media Use
L PE-1 Policy and Procedures
L PE-2 Physical Access Authorizations
L PE-3 Physical Access Control
H PE-3(1) Physical Access Control | System Access
M PE-4 Access Control for Transmission
M PE-5 Access Control for Output Devices
L PE-6 Monitoring Physical Access
M PE-6(1) Monitoring Physical Access | Intrusion Alarms and Surveillance Equipment
H PE-6(4) Monitoring Physical Access | Monitoring Physical Access to Systems
L PE-8 Visitor Access Records
H PE-8(1) Visitor Access Records | Automated Records Maintenance and Review
M PE-9 Power Equipment and Cabling
M PE-10 Emergency Shutoff
M PE-11 Emergency Power
H PE-11(1) Emergency Power | Alternate Power Supply ' Minimal Operational Capability
L PE-12 Emergency Lighting
L PE-13 Fire Protection
M PE-13(1) Fire Protection | Detection Systems ' Automatic Activation and Notification
H PE-13(2) Fire Protection | Suppression Systems ' Automatic Activation and Notification
L PE-14 Environmental Controls
L PE-15 Water Damage Protection
H PE-15(1) Water Damage Protection | Automation Support
L PE-16 Delivery and Removal
M PE-17 Alternate Work Site
H PE-18 Location of System Components
L PL-1 Policy and Procedures
L PL-2 System Security and Privacy Plans
L PL-4 Rules of Behavior
L PL-4(1) Rules of Behavior | Social Media and External Site/application Usage Restrictions
M PL-8 Security and Privacy Architectures
L PL-10 Baseline Selection
L PL-11 Baseline Tailoring
L PS-1 Policy and Procedures
L PS-2 Position Risk Designation
L PS-3 Personnel Screening
L PS-4 Personnel Termination
H PS-4(2) Personnel Termination | Automated Actions
L PS-5 Personnel Transfer
L PS-6 Access Agreements
L PS-7 External Personnel Security
L PS-8 Personnel Sanctions
L PS-9 Position Descriptions
L RA-1 Policy and Procedures
L RA-2 Security Categorization
L RA-3 Risk Assessment
L RA-3(1) Risk Assessment | Supply Chain Risk Assessment
L RA-5 Vulnerability Monitoring and Scanning
L RA-5(2) Vulnerability Monitoring and Scanning | Update Vulnerabilities to Be Scanned
H RA-5(4) Vulnerability Monitoring and Scanning | Discoverable Information
M RA-5(5) Vulnerability Monitoring and Scanning | Privileged Access
L RA-5(11) Vulnerability Monitoring and Scanning | Public Disclosure Program
L RA-7 Risk Response
M RA-9 Criticality Analysis
T RA-10 Threat Hunting
L SA-1 Policy and Procedures
L SA-2 Allocation of Resources
L SA-3 System Development Life Cycle
L SA-4 Acquisition Process
M SA-4(1) Acquisition Process | Functional Properties of Controls
M SA-4(2) Acquisition Process | Design and Implementation Information for Controls
H SA-4(5) Acquisition Process | System, Component, and Service Configurations
M SA-4(9) Acquisition Process | Functions, Ports, Protocols, and Services in Use
L SA-4(10) Acquisition Process | Use of Approved PIV Products
L SA-5 System Documentation
L SA-8 Security and Privacy Engineering Principles
L SA-9 External System Services
M SA-9(2) External System Services | Identification of Functions, Ports, Protocols, and Services
M SA-10 Developer Configuration Management
M SA-11 Developer Testing and Evaluation
M SA-15 Development Process, Standards, and Tools
M SA-15(3) Development Process, Standards, and Tools | Criticality Analysis
H SA-16 Developer-provided Training
H SA-17 Developer Security and Privacy Architecture and Design
H SA-21 Developer Screening
L SA-22 Unsupported System Components
L SC-1 Policy and Procedures
M SC-2 Separation of System and User Functionality
H SC-3 Security Function Isolation
M SC-4 Information in Shared System Resources
L SC-5 Denial-of-service Protection
L SC-7 Boundary Protection
M SC-7(3) Boundary Protection | Access Points
M SC-7(4) Boundary Protection | External Telecommunications Services
M SC-7(5) Boundary Protection | Deny by Default ' Allow by Exception
M SC-7(7) Boundary Protection | Split Tunneling for Remote Devices
M SC-7(8) Boundary Protection | Route Traffic to Authenticated Proxy Servers
H SC-7(18) Boundary Protection | Fail Secure
H SC-7(21) Boundary Protection | Isolation of System Components
M SC-8 Transmission Confidentiality and Integrity
M SC-8(1) Transmission Confidentiality and Integrity | Cryptographic Protection
M SC-10 Network Disconnect
L SC-12 Cryptographic Key Establishment and Management
H SC-12(1) Cryptographic Key Establishment and Management | Availability
L SC-13 Cryptographic Protection
L SC-15 Collaborative Computing Devices and Applications
M SC-17 Public Key Infrastructure Certificates
M SC-18 Mobile Code
L SC-20 Secure Name/address Resolution Service (authoritative Source)
L SC-21 Secure Name/address Resolution Service (recursive or Caching Resolver)
L SC-22 Architecture and Provisioning for Name/address Resolution Service
M SC-23 Session Authenticity
H SC-24 Fail in Known State
M SC-28 Protection of Information at Rest
M SC-28(1) Protection of Information at Rest | Cryptographic Protection
T SC-38 Operations Security
L SC-39 Process Isolation
L SI-1 Policy and Procedures
L SI-2 Flaw Remediation
M SI-2(2) Flaw Remediation | Automated Flaw Remediation Status
L SI-3 Malicious Code Protection
L SI-4 System Monitoring
M SI-4(2) System Monitoring | Automated Tools and Mechanisms for Real-time Analysis
M SI-4(4) System Monitoring | Inbound and Outbound Communications Traffic
M SI-4(5) System Monitoring | System-generated Alerts
H SI-4(10) System Monitoring | Visibility of Encrypted Communications
H SI-4(12) System Monitoring | Automated Organization-generated Alerts
H SI-4(14) System Monitoring | Wireless Intrusion Detection
H SI-4(20) System Monitoring | Privileged Users
H SI-4(22) System Monitoring | Unauthorized Network Services
L SI-5 Security Alerts, Advisories, and Directives
H SI-5(1) Security Alerts, Advisories, and Directives | Automated Alerts and Advisories
H SI-6 Security and Privacy Function Verification
M SI-7 Software, Firmware, and Information Integrity
M SI-7(1) Software, Firmware, and Information Integrity | Integrity Checks
H SI-7(2) Software, Firmware, and Information Integrity | Automated Notifications of Integrity Violations
H SI-7(5) Software, Firmware, and Information Integrity | Automated Response to Integrity Violations
M SI-7(7) Software, Firmware, and Information Integrity | Integration of Detection and Response
H SI-7(15) Software, Firmware, and Information Integrity | Code Authentication
M SI-8 Spam Protection
M SI-8(2) Spam Protection | Automatic Updates
M SI-10 Information Input Validation
M SI-11 Error Handling
L SI-12 Information Management and Retention
M SI-16 Memory Protection
L SR-1 Policy and Procedures
L SR-2 Supply Chain Risk Management Plan
L SR-2(1) Supply Chain Risk Management Plan | Establish Scrm Team
L SR-3 Supply Chain Controls and Processes
L SR-5 Acquisition Strategies, Tools, and Methods
M SR-6 Supplier Assessments and Reviews
L SR-8 Notification Agreements
H SR-9 Tamper Resistance and Detection
H SR-9(1) Tamper Resistance and Detection | Multiple Stages of System Development Life Cycle
L SR-10 Inspection of Systems or Components
L SR-11 Component Authenticity
L SR-11(1) Component Authenticity | Anti-counterfeit Training
L SR-11(2) Component Authenticity | Configuration Control for Component Service and Repair
L SR-12 Component Disposal
`;

/** The families of those controls. */
export const controlFamilies: Readonly<Record<string, string>> = {
	AC: 'Access Control', AT: 'Awareness and Training', AU: 'Audit and Accountability',
	CA: 'Assessment, Authorization, and Monitoring', CM: 'Configuration Management', CP: 'Contingency Planning',
	IA: 'Identification and Authentication', IR: 'Incident Response', MA: 'Maintenance',
	MP: 'Media Protection', PE: 'Physical and Environmental Protection', PL: 'Planning',
	PS: 'Personnel Security', RA: 'Risk Assessment', SA: 'System and Services Acquisition',
	SC: 'System and Communications Protection', SI: 'System and Information Integrity', SR: 'Supply Chain Risk Management',
};
