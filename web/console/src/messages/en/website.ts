/** The texts of the website's settings, in English. */
export const website = {
  "website.hint": "Where the chat may be, and what your visitors are asked.",
  "website.failed": "The settings of the website could not be read.",
  "website.retry": "Try again",

  "website.install": "Installation",
  "website.installHint":
    "Put this line into every page that is to carry the chat, anywhere in its head or body.",
  "website.snippet": "Installation snippet",
  "website.copySnippet": "Copy the snippet",
  "website.policyHint":
    "If your site sends a Content-Security-Policy, add these lines to it. Nothing else is needed.",
  "website.policy": "Content-Security-Policy lines",
  "website.copyPolicy": "Copy the lines",
  "website.copied": "Copied",
  "website.copyFailed": "It could not be copied. Select the text and copy it yourself.",

  "website.domains": "Allowed domains",
  "website.domainsHint":
    "Only pages of these domains may carry the chat. A change takes effect within seconds.",
  "website.none":
    "No domain is allowed yet: the chat works only on pages of your own computer, such as localhost.",
  "website.pinned":
    "Whoever runs this server has set the domains (--allowed-domains). They can't be changed here.",
  "website.domain": "Domain",
  "website.domainHint": "For example example.com",
  "website.subdomains": "With its subdomains",
  "website.subdomainsOf": "{domain}: with its subdomains",
  "website.subdomainsHint":
    "Visitors are then the same on all of them: the chat keeps a first-party cookie, frontdesk_visitor. Name it on your privacy page.",
  "website.allow": "Allow the domain",
  "website.allowed": "{domain} is allowed",
  "website.saved": "Saved",
  "website.remove": "Remove",
  "website.removeOf": "Remove {domain}",
  "website.removeTitle": "Remove {domain}?",
  "website.removeText":
    "The chat disappears from its pages within seconds, also for visitors who are chatting there.",
  "website.removeLast": "No domain is then allowed, and the chat works only on pages of your own computer.",
  "website.removed": "{domain} is removed",

  "website.fault.missing": "Enter a domain.",
  "website.fault.alone": "Enter only the domain, without https:// and without a path.",
  "website.fault.port": "Enter the domain without a port: it is allowed on every port.",
  "website.fault.wildcard": "Enter the domain without *, and switch on “With its subdomains”.",
  "website.fault.address": "An address has no subdomains. Switch them off.",
  "website.fault.malformed": "This is not a domain. Enter it as in example.com.",
  "website.fault.suffix":
    "Sites below this domain belong to others. Enter your own domain below it, or switch off “With its subdomains”.",
  "website.fault.link": "Enter the whole address, as in https://example.com/privacy.",

  "website.privacy": "Privacy",
  "website.consent": "Visitors have to agree first",
  "website.consentHint":
    "Until they agree in the chat, or your page calls Frontdesk('consent', true), nothing is stored, requested or counted. Pages follow within a minute.",
  "website.link": "Privacy policy",
  "website.linkHint": "The address is shown where visitors are asked to agree.",
  "website.save": "Save",
} as const;
