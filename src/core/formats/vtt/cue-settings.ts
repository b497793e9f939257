const PERCENT = String.raw`(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%`;
const RULES: Readonly<Record<string, RegExp>> = {
  vertical: /^(?:rl|lr)$/,
  line: new RegExp(String.raw`^(?:${PERCENT}|-?\d+)(?:,(?:start|center|end))?$`),
  position: new RegExp(String.raw`^${PERCENT}(?:,(?:line-left|center|line-right))?$`),
  size: new RegExp(`^${PERCENT}$`),
  align: /^(?:start|center|end|left|right)$/,
  region: /^\S+$/,
};

/** What is wrong with a cue's settings, as short sentences; empty when they follow the specification. */
export function checkCueSettings(settings: string): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const setting of settings.split(/[ \t]+/)) {
    const colon = setting.indexOf(':');
    const name = setting.slice(0, Math.max(0, colon));
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined) problems.push(`"${setting}" is no cue setting.`);
    else if (seen.has(name)) problems.push(`The setting ${name} occurs twice.`);
    else if (!rule.test(setting.slice(colon + 1))) problems.push(`The value of "${setting}" is not allowed.`);
    seen.add(name);
  }
  return problems;
}
