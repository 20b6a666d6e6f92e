import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaksOfHarm } from './harm-rules.ts';

const urgent = [
  'He wants to kill himself',
  'my daughter is SUICIDAL and nobody calls back',
  'She talks about sucide every night',
  'suiside, again',
  'su1cide',
  'I want to die',
  "I don't want to be here any more",
  'I don’t want to live',
  'She says we would be better off without her',
  'he does not want to wake up',
  'no point in living',
  'thinking of ending it all',
  'She is going to end her life',
  'My son self-harms',
  'self harm',
  'she is hurting herself',
  'he cuts his arms',
  'She took all the tablets',
  'took an overdose',
  'kms',
  'A member of staff hit my son',
  'the escort slapped her',
  'He was punched on the bus',
  'being beaten at home',
  'They dragged him out by his arm',
  'he was restrained for an hour',
  'They locked him in a cupboard',
  'my husband hits me',
  'my dad is violent',
  'domestic abuse at home',
  'The coach touched her inappropriately',
  'sexual messages from a helper',
  'she was groomed online',
  'raped',
  'He is being abused by his carer',
  'he comes home with bruises',
  'There is a safeguarding problem at this club',
  'the children are not fed there',
  'left alone in the taxi',
  'A boy brought a knife',
  'he threatened to burn the house down',
  'I am scared of my partner',
  'I fear for her life',
  'my child is in danger',
  'It is not safe there',
  'The climbing frame is unsafe',
  'she has run away from home',
  'He has gone missing',
  'someone will die',
  'This is an emergency',
  'FGM',
  'county lines dealers outside the club',
  'He nearly drowned',
  'k!ll himself',
  'I can’t go on like this',
  'KILL MY\u200BSELF',
];

const usual = [
  'I cannot read it on my phone.',
  'The page about swimming is out of date.',
  'More clubs in Cromer please, there is nothing for teenagers.',
  'The phone number does not work.',
  'Please explain what an EHC plan is.',
  'We love the Saturday club. Thank you!',
  'Waiting lists are far too long.',
  'The link is dead.',
  'I do not like the colours',
  'How is the Local Offer made? Nobody asked us.',
  'My son is deaf, and there is no signing at the library.',
  'Where can I find a short break?',
  'The search finds nothing for dyslexia.',
  '',
];

for (const text of urgent) test(`"${text}" must be looked at now`, () => assert.equal(speaksOfHarm(text), true));
for (const text of usual) test(`"${text}" can wait its turn`, () => assert.equal(speaksOfHarm(text), false));

test('a very long text is read quickly', () => {
  const began = performance.now();
  speaksOfHarm('was the my hit a '.repeat(300));
  assert.ok(performance.now() - began < 500);
});
