import { HtmlValidate, type ResolvedConfig, StaticConfigLoader } from 'html-validate';

const rules = new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // how the text of the page is laid out, which no browser and no person notices: it comes of the template engine
    'no-trailing-whitespace': 'off',
    // both ways of writing them mean the same, and govuk-frontend's own macros mix them
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-self-closing': 'off',
    'doctype-style': 'off',
    'presentation-role-style': 'off',
    // checkboxes of one question share its name, as radio buttons do
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
    // govuk-frontend's notification banner is a named <div role="region">, which is the same to everybody
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // the style sheet keeps every link to a phone number on one line
    'tel-non-breaking': 'off',
    // the summary of a form's mistakes stands before the page's title, as GOV.UK's has it: people meet it first
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // our scripts and styles come from our own origin
    'require-sri': ['error', { target: 'crossorigin' }],
    // search results should say in full what a page is; browsers cut a long title by themselves
    'long-title': 'off',
  },
});

/** The rules put together once: by itself html-validate does so for every page, which takes a third of its time. */
class SameRules extends StaticConfigLoader {
  readonly #config: ResolvedConfig | Promise<ResolvedConfig> = rules.getConfigFor('');
  override getConfigFor(): ResolvedConfig | Promise<ResolvedConfig> {
    return this.#config;
  }
}

const validator = new HtmlValidate(new SameRules());

/** What is wrong with a whole page of HTML, one line for each fault with its place in the page; empty when it is valid. */
export async function faultsInHtml(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  const lines = html.split('\n');
  return report.results.flatMap((result) =>
    result.messages.map(
      ({ ruleId, message, line }) => `${message} (${ruleId}), line ${line}: ${lines[line - 1]?.trim().slice(0, 160)}`,
    ),
  );
}
