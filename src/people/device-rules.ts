const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'a Mac'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** A browser and what it runs on, as far as it tells: "Firefox on Windows". */
export function deviceInWords(user_agent: string): string {
  const browser = browsers.find(([sign]) => sign.test(user_agent))?.[1] ?? 'A browser';
  const system = systems.find(([sign]) => sign.test(user_agent))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
