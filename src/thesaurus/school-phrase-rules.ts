/** Whether words are about schools rather than about help of another kind: "cromer academy", "special school". */
export function speaksOfSchool(typed: string): boolean {
  return /\b(?:schools?|academy|academies|college|primary|secondary|infants?|juniors?|nursery|sixth form|pru)\b/i.test(
    typed,
  );
}
