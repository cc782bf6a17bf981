/**
 * Nessus plugins as public sample scans report them, with CISA's due date (KEV catalog 2025.08.25) where a CVE is known to be
 * exploited. Fields: id | name | family | severity 0-4 | CVSS 2 | CVSS 3 | CVEs | exploit (y/n) | patch date | port | protocol | KEV due date.
 */
export const pluginLines = `
10107|HTTP Server Type and Version|Web Servers|0||||||80|tcp|
10114|ICMP Timestamp Request Remote Date Disclosure|General|0|0.0|0.0|1999-0524|||0|icmp|
10147|Nessus Server Detection|Service detection|0||||||8834|tcp|
10223|RPC portmapper Service Detection|RPC|0|0.0|0.0|1999-0632|||111|udp|
10267|SSH Server Type and Version Information|Service detection|0||||||22|tcp|
10287|Traceroute Information|General|0||||||0|udp|
10386|Web Server No 404 Error Code Check|Web Servers|0||||||80|tcp|
10662|Web mirroring|Web Servers|0||||||80|tcp|
10663|DHCP Server Detection|Service detection|1|3.3|||||67|udp|
10863|SSL Certificate Information|General|0||||||443|tcp|
10881|SSH Protocol Versions Supported|General|0||||||22|tcp|
10884|Network Time Protocol (NTP) Server Detection|Service detection|0||||||123|udp|
11002|DNS Server Detection|DNS|0||||||53|udp|
11032|Web Server Directory Enumeration|Web Servers|0||||||80|tcp|
11111|RPC Services Enumeration|Service detection|0||||||33079|tcp|
11153|Service Detection (HELP Request)|Service detection|0||||||80|tcp|
11219|Nessus SYN scanner|Port scanners|0||||||80|tcp|
11229|Web Server info.php / phpinfo.php Detection|CGI abuses|2|5.0|5.3||||80|tcp|
11936|OS Identification|General|0||||||0|tcp|
12053|Host Fully Qualified Domain Name (FQDN) Resolution|General|0||||||0|tcp|
17797|PHP 5.x < 5.2.2 Multiple vulnerabilities|CGI abuses|3|7.8|7.5|2007-1001 2007-1583 2007-1649 2007-1717 2007-1718|n|2007-05-03|80|tcp|
19506|Nessus Scan Information|Settings|0||||||0|tcp|
19689|Embedded Web Server Detection|Web Servers|0||||||8000|tcp|
21643|SSL Cipher Suites Supported|General|0||||||443|tcp|
21745|OS Security Patch Assessment Failed|Settings|0||||||0|tcp|
22869|Software Enumeration (SSH)|General|0||||||0|tcp|
22964|Service Detection|Service detection|0||||||443|tcp|
24260|HyperText Transfer Protocol (HTTP) Information|Web Servers|0||||||80|tcp|
24907|PHP < 5.2.1 Multiple Vulnerabilities|CGI abuses|3|7.5||2006-6383 2007-0905 2007-0906 2007-0907 2007-0908 2007-0909 2007-0910 2007-0988 2007-1376 2007-1380 2007-1383 2007-1452 2007-1453 2007-1454 2007-1700 2007-1701 2007-1824 2007-1825 2007-1835 2007-1884 2007-1885 2007-1886 2007-1887 2007-1889 2007-1890 2007-4441 2007-4586|n|2007-02-08|80|tcp|
25202|Enumerate IPv6 Interfaces via SSH|General|0||||||0|tcp|
25203|Enumerate IPv4 Interfaces via SSH|General|0||||||0|tcp|
25220|TCP/IP Timestamps Supported|General|0||||||0|tcp|
25368|PHP < 5.2.3 Multiple Vulnerabilities|CGI abuses|3|7.5|7.3|2007-1887 2007-1900 2007-2756 2007-2872 2007-3007|n|2007-05-31|80|tcp|
25971|PHP < 5.2.4 Multiple Vulnerabilities|CGI abuses|2|6.8||2007-1413 2007-2872 2007-3294 2007-3378 2007-3790 2007-3799 2007-3806 2007-4010 2007-4033 2007-4255 2007-4507 2007-4652 2007-4658 2007-4659 2007-4660 2007-4661 2007-4662 2007-4663|n|2007-08-30|80|tcp|
26194|Web Server Transmits Cleartext Credentials|Web Servers|1|2.6|||||80|tcp|
28181|PHP < 5.2.5 Multiple Vulnerabilities|CGI abuses|2|4.4||2007-3996 2007-4782 2007-4783 2007-4784 2007-4825 2007-4840 2007-4887 2007-4889 2007-5447 2007-5653 2007-5898 2007-5899 2007-5900 2008-2107 2008-2108 2008-4107|n||80|tcp|
31649|PHP 5.x < 5.2 Multiple Vulnerabilities|CGI abuses|3|7.5||2006-1015 2006-1549 2006-2660 2006-4486 2006-4625 2006-4812 2006-5465 2006-5706 2006-7205 2007-0448 2007-1381 2007-1584 2007-1888 2007-2844 2007-5424|n|2006-11-02|80|tcp|
32123|PHP < 5.2.6 Multiple Vulnerabilities|CGI abuses|3|7.5||2007-4850 2007-6039 2008-0599 2008-1384 2008-2050 2008-2051|n||80|tcp|
32318|Web Site Cross-Domain Policy File Detection|CGI abuses|0||||||80|tcp|
33276|Enumerate MAC Addresses via SSH|General|0||||||0|tcp|
33850|Unix Operating System Unsupported Version Detection|General|4|10.0|10.0||||0|tcp|
35043|PHP 5 < 5.2.7 Multiple Vulnerabilities|CGI abuses|3|7.5||2008-2371 2008-2665 2008-2666 2008-2829 2008-3658 2008-3659 2008-3660 2008-5557 2008-5624 2008-5625 2008-5658 2008-7068 2014-8626|n|2008-12-04|80|tcp|
35067|PHP < 5.2.8 Multiple Vulnerabilities|CGI abuses|3|7.5||2008-5814 2008-5844|n||80|tcp|
35716|Ethernet Card Manufacturer Detection|Misc.|0||||||0|tcp|
35750|PHP < 5.2.9 Multiple Vulnerabilities|CGI abuses|2|5.0||2008-5498 2009-1271 2009-1272|n|2009-02-26|80|tcp|
39480|PHP < 5.2.10 Multiple Vulnerabilities|CGI abuses|2|5.1||2009-2687|n|2009-06-18|80|tcp|
39520|Backported Security Patch Detection (SSH)|General|0||||||22|tcp|
40984|Browsable Web Directories|CGI abuses|2|5.0|5.3||||80|tcp|
41014|PHP < 5.2.11 Multiple Vulnerabilities|CGI abuses|3|7.5||2009-3291 2009-3292 2009-3293 2009-3294 2009-4018 2009-5016|n|2009-09-16|80|tcp|
42255|NFS Server Superfluous|RPC|0|0.0|0.0|1999-0548|||2049|tcp|
42822|Strict Transport Security (STS) Detection|Service detection|0||||||8834|tcp|
43111|HTTP Methods Allowed (per directory)|Web Servers|0||||||8089|tcp|
43351|PHP < 5.2.12 Multiple Vulnerabilities|CGI abuses|2|6.8||2009-3557 2009-3558 2009-4017 2009-4142 2009-4143|n|2009-12-17|80|tcp|
44921|PHP < 5.3.2 / 5.2.13 Multiple Vulnerabilities|CGI abuses|2|6.4||2010-1128 2010-1129 2010-1130|n|2010-02-25|80|tcp|
45410|SSL Certificate 'commonName' Mismatch|General|0||||||443|tcp|
45590|Common Platform Enumeration (CPE)|General|0||||||0|tcp|
46180|Additional DNS Hostnames|General|0||||||0|tcp|
47619|Splunk Web Detection|Web Servers|0||||||8000|tcp|
48243|PHP Version Detection|Web Servers|0||||||80|tcp|
49069|Splunk Management API Detection|Web Servers|0||||||8000|tcp|
49704|External URLs|Web Servers|0||||||80|tcp|
49705|Web Server Harvested Email Addresses|Web Servers|0||||||80|tcp|
50344|Missing or Permissive Content-Security-Policy frame-ancestors HTTP Response Header|CGI abuses|0||||||80|tcp|
50345|Missing or Permissive X-Frame-Options HTTP Response Header|CGI abuses|0||||||80|tcp|
50845|OpenSSL Detection|Service detection|0||||||443|tcp|
51192|SSL Certificate Cannot Be Trusted|General|2|6.4|6.5||||443|tcp|
53335|RPC portmapper (TCP)|RPC|0||||||111|tcp|
54615|Device Type|General|0||||||0|tcp|
55472|Device Hostname|General|0||||||0|tcp|
56468|Time of Last System Startup|General|0||||||0|tcp|
56984|SSL / TLS Versions Supported|General|0||||||443|tcp|
57041|SSL Perfect Forward Secrecy Cipher Suites Supported|General|0||||||443|tcp|
57537|PHP < 5.3.9 Multiple Vulnerabilities|CGI abuses|3|7.5||2011-3379 2011-4566 2011-4885 2012-0057 2012-0781 2012-0788 2012-0789|n|2012-01-11|80|tcp|
57582|SSL Self-Signed Certificate|General|2|6.4|||||443|tcp|
58966|PHP < 5.3.11 Multiple Vulnerabilities|CGI abuses|2|6.8||2011-1398 2012-0831 2012-1172|n|2012-04-26|80|tcp|
58987|PHP Unsupported Version Detection|CGI abuses|4|10.0|10.0||||80|tcp|
58988|PHP < 5.3.12 / 5.4.2 CGI Query String Code Execution|CGI abuses|3|7.5||2012-1823|y|2012-05-03|80|tcp|2022-04-15
64815|Oracle Java Runtime Environment (JRE) Detection (Unix)|General|0||||||0|tcp|
66334|Patch Report|General|0||||||0|tcp|
66717|mDNS Detection (Local Network)|Service detection|0||||||5353|udp|
70544|SSL Cipher Block Chaining Cipher Suites Supported|General|0||||||443|tcp|
70657|SSH Algorithms and Languages Supported|Misc.|0||||||22|tcp|
71463|Oracle Java JRE Premier Support and Extended Support Version Detection (Unix)|Misc.|0||||||0|tcp|
72427|Web Site Client Access Policy File Detection|CGI abuses|0||||||80|tcp|
72481|NVIDIA Graphics Card Driver Detection (Unix / Linux)|Misc.|0||||||0|tcp|
72779|DNS Server Version Detection|DNS|0||||||53|tcp|
73289|PHP PHP_RSHUTDOWN_FUNCTION Security Bypass|CGI abuses|2|5.0||2012-1171|n|2012-03-12|80|tcp|
83303|Unix / Linux - Local Users Information : Passwords Never Expire|Misc.|0||||||0|tcp|
84502|HSTS Missing From HTTPS Server|Web Servers|0||||||443|tcp|
85582|Web Application Potentially Vulnerable to Clickjacking|Web Servers|2|4.3|||||80|tcp|
86420|Ethernet MAC Addresses|General|0||||||0|tcp|
91815|Web Application Sitemap|Web Servers|0||||||80|tcp|
93561|Docker Service Detection|Service detection|0||||||0|tcp|
95928|Linux User List Enumeration|General|0||||||0|tcp|
97993|OS Identification and Installed Software Enumeration over SSH v2 (Using New SSH Library)|Misc.|0||||||0|tcp|
104410|Target Credential Status by Authentication Protocol - Failure for Provided Credentials|Settings|0||||||22|tcp|
104743|TLS Version 1.0 Protocol Detection|Service detection|2|6.1|6.5||||443|tcp|
106375|nginx HTTP Server Detection|Web Servers|0||||||80|tcp|
110095|Target Credential Issues by Authentication Protocol - No Issues Found|Settings|0||||||0|tcp|
110483|Unix / Linux Running Processes Information|General|0||||||0|tcp|
117887|OS Security Patch Assessment Available|Settings|0||||||0|tcp|
121010|TLS Version 1.1 Protocol Detection|Service detection|0||||||443|tcp|
136318|TLS Version 1.2 Protocol Detection|Service detection|0||||||443|tcp|
138330|TLS Version 1.3 Protocol Detection|Service detection|0||||||8834|tcp|
141118|Target Credential Status by Authentication Protocol - Valid Credentials Provided|Settings|0||||||0|tcp|
142591|PHP < 7.3.24 Multiple Vulnerabilities|CGI abuses|2|5.0|7.5|||2020-10-29|80|tcp|
147817|Java Detection and Identification (Linux / Unix)|General|0||||||0|tcp|
149334|SSH Password Authentication Accepted|Service detection|0||||||22|tcp|
151883|Libgcrypt Installed (Linux/UNIX)|Misc.|0||||||0|tcp|
152743|Unix Software Discovery Commands Not Available|Settings|0||||||0|tcp|
152853|PHP < 7.3.28 Email Header Injection|CGI abuses|2|5.0|5.3|||2021-04-29|80|tcp|
153588|SSH SHA-1 HMAC Algorithms Enabled|Misc.|0||||||22|tcp|
153953|SSH Weak Key Exchange Algorithms Enabled|Misc.|1|2.6|3.7||||22|tcp|
154345|Oracle Java SE 1.7.0_321 / 1.8.0_311 / 1.11.0_13 / 1.17.0_1 Multiple Vulnerabilities (Unix October 2021 CPU)|Misc.|3|7.5|8.6|2021-3517 2021-3522 2021-35550 2021-35556 2021-35559 2021-35560 2021-35561 2021-35564 2021-35565 2021-35567 2021-35578 2021-35586 2021-35588 2021-35603||2021-10-19|0|tcp|
156000|Apache Log4j Installed (Linux / Unix)|Misc.|0||||||0|tcp|
156888|Oracle Java SE 1.7.0_331 / 1.8.0_321 / 1.11.0_14 / 1.17.0_2 Multiple Vulnerabilities (Unix January 2022 CPU)|Misc.|2|5.0|5.3|2022-21248 2022-21271 2022-21277 2022-21282 2022-21283 2022-21291 2022-21293 2022-21294 2022-21296 2022-21299 2022-21305 2022-21340 2022-21341 2022-21349 2022-21360 2022-21365 2022-21366||2022-01-18|0|tcp|
156899|SSL/TLS Recommended Cipher Suites|General|0||||||443|tcp|
`;
