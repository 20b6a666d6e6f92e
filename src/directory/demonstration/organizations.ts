/** What the made-up organisations are, by their name with `{place}` for a town. */
export const ORGANIZATIONS: Record<string, string> = {
  'Demonstration County Council': 'The county council: education, social care, early years, transport and libraries.',
  'Demonstration Community Health Trust': 'Nurses, therapists and clinics for children and adults in the community.',
  'Demonstration Hospitals Group': 'The hospitals: clinics, wards, tests and specialist nurses.',
  'Demonstration Mental Health Trust': 'Mental health services for all ages.',
  'Demonstration Libraries': 'Public libraries, run by the county council.',
  '{place} Demonstration College': 'A further education college.',
  '{place} Demonstration University': 'A university.',
  '{place} Demonstration Surgery': 'A GP (family doctor) practice.',
  '{place} Demonstration Children’s Hospital': 'A specialist children’s hospital.',
  '{place} Demonstration Leisure': 'Runs the leisure centre and swimming pool.',
  '{place} Demonstration Picture House': 'An independent cinema.',
  '{place} Demonstration Museum': 'A museum and heritage trust.',
  '{place} District Council (demonstration)': 'The district or borough council: housing, planning and council tax.',
  '{place} Town Council (demonstration)': 'The town or parish council: parks, halls and playgrounds.',
  'Larkfield Learning Trust': 'A group of primary and secondary academies.',
  'Samphire Schools Partnership': 'A partnership of local schools that share specialist teaching.',
  'Open Skies Special Schools Trust': 'A trust of special schools and short stay schools.',
  'Fenland Hall Schools': 'A charity that runs non-maintained special schools.',
  'Riverbank Specialist College': 'A specialist college for young people with complex disabilities.',
  'Side by Side Advice': 'Independent, impartial advice for families about special educational needs and disability.',
  'Parent Carer Voice': 'The parent carer forum, run by parents of disabled children.',
  'Common Ground Mediation': 'An independent mediation service.',
};

/** What an organisation is, for those that are not described one by one. */
export const OTHER_ORGANIZATION = 'A made-up local organisation that works with children, young people and families.';
