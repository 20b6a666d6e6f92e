/** What other domains know of schools, for the finder and the page of a school: they know schools, schools do not know them. */
export interface SchoolAsides {
  /** the SEN information reports of schools, by URN */
  reports: (urns: readonly string[]) => Promise<Map<string, ReportAside>>;
  /** the SEN money of schools, by URN */
  money: (urns: readonly string[]) => Promise<Map<string, MoneyAside>>;
}

/** What families see of a school's SEN information report. */
export interface ReportAside {
  /** "Report checked on 3 November 2026: nothing missing", "We could not find this school's report" */
  state: string;
  /** where it can be read; null where nobody found it */
  href: string | null;
  /** the date of the report itself, in words */
  dated: string | null;
  /** the five duties of every mainstream school: met, not shown, or unknown, with what shows it */
  duties: { duty: string; state: 'met' | 'not shown' | 'unknown'; evidence: string | null }[];
}

/** What families see of a school's SEN money. */
export interface MoneyAside {
  /** newest year first: "2026 to 2027", "£72,186.90"; none where it has no notional SEN budget */
  years: { year: string; amount: string }[];
  /** what the school told last of how it used its money; null where it has told nothing */
  spent: { year: string; total: string; uses: { use: string; amount: string }[]; note: string } | null;
  /** what the council expects a setting of its kind to pay for itself */
  expected: string[];
  href: string;
}
