/** Endings and slips of the hand that a word may have. */
const ending = '(?:[bgmnpt](?=ed|ing))?(?:s|es|ed|d|ing|er|ers)?';
/** Up to so many words may stand between two that belong together. */
const gap = (words: number) => `(?:\\w+ ){0,${words}}`;
const somebody =
  '(?:me|him|her|them|us|it|my|his|our|their|the|a|someone|somebody|myself|himself|herself|themselves|themself|ourselves|itself|son|daughter|child|children|kid|kids|boy|girl|brother|sister|mum|mam|mom|dad|baby|partner|wife|husband|people|pupil|pupils|student|students|staff|teacher|teachers)';
const self = '(?:my|him|her|them|your|it|our|one)(?: )?(?:self|selves|slef)';

const signs: RegExp[] = [
  // ending one's life
  /\bsui?c?s?[iy]+[cs]?i?de?s?\b|\bsu[iy]?[cs]+[iy]+d|\bsu[iy]s[iy]d/,
  /\bunaliv|\bkms\b|\bkys\b|\boverdos|\b(?:took|taken|taking|take) (?:all|too many|lots of|a lot of) (?:\w+ ){0,3}(?:pill|tablet|med)/,
  new RegExp(`\\b(?:kill|hang|drown|shoot|burn|cut|hurt|harm|injur|starv|chok|strangl|poison)${ending} ${self}`),
  /\bself ?(?:harm|injur|hurt|mutilat)|\bcutting (?:again|her arms|his arms|my arms)|\bcuts? (?:\w+ )?(?:arms?|wrists?|legs?|skin)\b/,
  /\b(?:end|ending|take|taking|took|ended) (?:it all|it now|(?:my|his|her|their) (?:own )?li(?:fe|ves))/,
  /\b(?:want|wants|wanted|wanting|wish|wishes|going|ready|plan|plans|planning|rather|like) (?:\w+ ){0,3}(?:die|be dead|was dead|were dead|dying|disappear for ?ever|not wake up)\b/,
  /\bbetter off (?:dead|without)|\bno (?:point|reason) (?:\w+ ){0,2}(?:living|live|alive|going on|carrying on)|\bnot worth living|\bnothing (?:\w+ ){0,2}live for/,
  /\b(?:not|no longer|dont|doesnt|never|cant|cannot) (?:want |wants |wish |bear )?(?:to )?(?:be (?:here|alive)|live|wake up|exist|go on|carry on|cope) (?:any ?more|any longer|like this)/,
  /\b(?:dont|doesnt|do not|does not|didnt) want to (?:live|be here|be alive|exist|wake up)\b/,
  // violence, and being hurt by somebody
  new RegExp(
    `\\b(?:hit|hitting|hits|punch|slap|smack|kick|beat|beaten|bite|bit|bitten|burnt|burn|shak|shook|shaken|chok|strangl|stab|attack|assault|hurt|throttl|headbutt|push|shov|grab|drag|pinn|tie|tied|gag|threaten|whip|belt|thrash)${ending} ${gap(2)}${somebody}\\b`,
  ),
  /\b(?:been|being|was|were|is|are|got|gets|getting|am) (?:\w+ )?(?:hit|punched|slapped|smacked|kicked|beaten|bitten|burnt|burned|shaken|choked|strangled|stabbed|attacked|assaulted|hurt|threatened|dragged|restrained|pinned|tied|locked|molested|groomed|raped|abused|neglected|starved|exploited|trafficked|touched|followed|stalked|blackmailed)\b/,
  /\bmurder|\bkill(?:s|ed|ing)? (?:me|him|her|them|us|my|his|someone|somebody|people|everyone|everybody|you)\b|\bgoing to kill|\bdeath threat|\bthreats?\b|\bthreaten/,
  /\bkni(?:fe|ves|fed)\b|\bstab|\bgun(?:s)?\b|\bweapon|\bmachete|\bacid attack|\bset fire|\barson|\bbomb/,
  /\bviolen(?:t|ce|tly)|\bbruis|\bblack eye|\bbroken (?:arm|bone|rib|nose|wrist)|\bstrangl|\bchok(?:ed|ing)\b|\bbleeding\b|\bunconscious/,
  // abuse, neglect and use of others
  /\babus(?:e|ed|es|er|ers|ing|ive)\b|\bassault|\bmolest|\brap(?:e|ed|es|ist|ing)\b|\bpa?edo(?:phile|s)?\b|\bgroom(?:ed|ing|er|s)\b|\bsexual(?:ly|ised|ized)? |\bincest|\bindecent/,
  /\btouch(?:es|ed|ing)? (?:\w+ ){0,2}(?:inappropriate|wrong|private|down there|privates|sexual|where (?:he|she|they) shouldn?t)|\bprivate parts?\b|\bnude|\bnaked (?:pic|photo|image|video)/,
  /\bneglect|\bstarv(?:e|ed|ing)\b|\b(?:not|never|isnt|arent|wasnt) (?:been |being )?fed\b|\bno food\b|\bleft (?:\w+ ){0,3}(?:alone|unattended|unsupervised)|\bhome alone\b/,
  /\block(?:ed|ing|s)? (?:\w+ ){0,4}(?:in|up|room|cupboard|shed|outside|out)\b|\bseclu(?:ded|sion)|\brestrain|\bforced (?:marriage|to)|\bcover(?:ed|ing)? (?:it )?up\b/,
  /\bfgm\b|\bgenital|\btraffick|\bcounty lines|\bmodern slavery|\bexploit|\bhonou?r based|\bradicali|\bcoercive|\bcontrolling\b|\bblackmail|\bsextort|\bstalk(?:ed|er|ing|s)\b/,
  /\bdomestic (?:abuse|violence)|\bsafeguard|\bchild protection\b|\bpredator/,
  // danger now
  /\b(?:in|immediate|real|serious|grave) (?:\w+ )?danger\b|\bdangerous|\bunsafe\b|\b(?:not|isnt|arent|wasnt|werent|never|dont feel|doesnt feel|didnt feel|not feel|not feeling) (?:\w+ )?safe\b|\bat risk\b|\brisk to (?:life|himself|herself|themselves)/,
  /\b(?:scared|afraid|terrified|frightened|petrified|fear|fears|fearful) (?:of|for|to go home|what) ?/,
  /\bran away\b|\brun(?:s|ning)? away\b|\brunaway|\bgone missing|\bmissing (?:since|child|from home)|\b(?:hasnt|not) come home|\bnear(?:ly)? (?:drown|died)|\bdrown/,
  /\b(?:emergency|life or death|life threatening|urgent help|help me please|please help (?:me|us) now|crisis)\b|\bsomeone (?:will|is going to|could) (?:die|get (?:hurt|killed))|\b(?:will|could|might|going to|gonna) (?:\w+ )?(?:die|hurt (?:him|her|them|my|him ?self|her ?self|them ?selves|someone|somebody))\b/,
  /\bhurt(?:s|ing)? (?:him|her|them|my|your) ?(?:self|selves)/,
];

const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's', '!': 'i' };

/** A text as its words are looked for: lower case, without accents and apostrophes, everything else a single space. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u200B-\u200F\u2060\uFEFF\u00AD]/gu, '')
    .toLowerCase()
    .replace(/['‘’ʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}@$!]+/gu, ' ')
    .trim();
}

/** The same with signs that stand for letters ("su1cide", "k!ll") made letters. */
function withLetters(text: string): string {
  return text.replace(/(?<=\p{L})[01345@$!](?=\p{L})/gu, (sign) => digits[sign] ?? sign);
}

/**
 * Whether a text may speak of harm or danger to somebody, so that a person must look at once. Errs on the side of yes:
 * a false alarm costs a look, a missed one may cost more. A person always decides what is done.
 */
export function speaksOfHarm(text: string): boolean {
  const words = plain(text);
  const read = [words, withLetters(words)].map((one) => one.replace(/[@$!]/g, ' ').replace(/ +/g, ' '));
  return read.some((one) => signs.some((sign) => sign.test(one)));
}
