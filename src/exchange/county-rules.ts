// Ceremonial and historic counties that are not also the name of a town, and the country, which stands in their place.
const COUNTIES = new Set(
  (
    'bedfordshire|berkshire|buckinghamshire|cambridgeshire|cheshire|cornwall|county durham|cumbria|derbyshire|devon|' +
    'dorset|east riding of yorkshire|east sussex|essex|gloucestershire|greater manchester|hampshire|herefordshire|' +
    'hertfordshire|isle of wight|kent|lancashire|leicestershire|lincolnshire|merseyside|middlesex|norfolk|' +
    'north yorkshire|northamptonshire|northumberland|nottinghamshire|oxfordshire|rutland|shropshire|somerset|' +
    'south yorkshire|staffordshire|suffolk|surrey|sussex|tyne and wear|warwickshire|west midlands|west sussex|' +
    'west yorkshire|wiltshire|worcestershire|yorkshire|england|united kingdom|uk'
  ).split('|'),
);

interface AddressParts {
  street: string | undefined;
  town: string | undefined;
  county: string | undefined;
}

/**
 * An address whose town is only its county's name once more, as many lists have it, with the town taken from the end of
 * the street: `Bridewell Lane, Acle` + `Norfolk` → town `Acle`, county `Norfolk`. Families look for the town.
 */
export function townNotCounty({ street, town, county }: AddressParts): AddressParts {
  if (!town || !isCounty(town, county)) return { street, town, county };
  const parts = (street ?? '').split(/\s*,\s*/).filter((part) => part !== '');
  const last = parts.length > 1 ? parts.pop() : undefined;
  return { street: parts.join(', ') || undefined, town: last, county: county ?? town };
}

function isCounty(town: string, county: string | undefined): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+(?:county|county council|council)$/, '');
  return (
    COUNTIES.has(plain(town)) ||
    (county !== undefined && / county council$/i.test(county) && plain(town) === plain(county))
  );
}
