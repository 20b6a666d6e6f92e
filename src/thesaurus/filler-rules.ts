/** The words of English that carry no subject, by what may be done with them. Data: nothing of any council is here. */

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** Passed over inside a phrase, so that "talk to someone about my worries" and "someone to talk to" meet. */
export const PASSED_OVER = set(`
  a an the my our his her hers their theirs its your he she they we i me him them us it 
  to at in on of for with about by from into and or is are was were be been being am has have had having
  does did get gets getting got keep keeps keeping that this these those there
  really very so too just even ever yet quite bit lot lots always all any some s ll ve re m
  son sons daughter daughters im ive hes shes theyre were weve id whos thats its
  want wants wanted wanting wanna would like likes liked who whom whose which when then if because cause cos as now also than seems seem can could should will shall may might must`);

/** One word for every way of saying no: "won't eat", "hardly eats" and "refuses to eat" are the same worry. */
export const NEGATIONS = set(`
  not no non never wont cant cannot dont doesnt isnt hasnt didnt wouldnt couldnt shouldnt arent havent wasnt werent aint
  hardly barely scarcely refuse refuses refused refusing unable without stopped stop nothing neither nor`);

/** One word for every way of saying that something is hard: "trouble sleeping", "struggles to sleep". */
export const DIFFICULTIES = set(`
  struggle struggles struggled struggling trouble troubles problem problems issue issues difficulty difficulties difficult
  hard finds finding`);

/** Dropped, unless nothing else is left. */
export const STOP_WORDS = new Set([
  ...PASSED_OVER,
  ...NEGATIONS,
  ...DIFFICULTIES,
  ...set(`
  do doing only think thinks worried concerned boy girl lad myself himself herself themselves yourself
  what where why how can could should will shall may might must need needing needed needs
  look looking looks looked find search searching searched seek seeking know knows knowing known please pls thanks thank
  hi hello hey dear anything anyone anybody anywhere someone somebody something somewhere everything everyone nothing
  one ones thing things stuff way ways here near nearby close closest nearest local locally around area areas round
  suitable available provide provides provided offer offers offered offering given give gives giving let lets
  make makes making made take takes taking taken come comes coming go goes going gone went
  tell tells told try tries trying tried ask asks asked asking feel feels see sees seen say says said
  use uses used using much many more most less other others another each every both such own same kind sort type types
  good great best nice better bad worse worst new recent recently currently still again already soon
  but however while during before after until since per via etc eg ie vs plus
  up out off over under down through between within against along across upon onto towards away back next
  day days week weeks month months year years yr yrs old olds older age aged ages time times
  idea ideas option options list lists details website page link contact number numbers address
  able having put puts checked check recommend recommended recommendations advise suggest deal dealing cope coping manage managing suffers suffering
  put run runs running runs set gets turn turns start starts starting started end ends
  mr mrs ms miss sir madam x xx xxx ok okay yes ta lol`),
]);

/** Words that nearly every record of a Local Offer could carry: they help to rank, and decide nothing. */
export const WEAK_WORDS = set(`
  help helps helping helped support supports supporting supported service services provision provider providers
  child children childrens childs kid kids kiddo young youngster youngsters people person little
  sen send special additional extra need needs disability disabilities disabled info information activities family families
  husband wife partner hubby grandad grandpa grandma nan nana nanna mum mummy mam mom neighbour mate parents parent
  programme team organisation organisations centre center place places session sessions`);

/** Words that parents type and that are spelt right, though a small directory may not have them: never "corrected". */
export const PLAIN_WORDS = set(`
  golf sailing chess karate judo boxing yoga pilates fencing rowing kayaking canoeing surfing climbing abseiling archery
  badminton hockey netball rugby cricket football tennis basketball volleyball rounders snooker darts bowling bowls skating
  skiing snowboard scooter skateboard trampoline trampolining gymnastics ballet tap street dance singing choir guitar piano
  drums violin ukulele trumpet flute band orchestra drama acting theatre circus juggling magic painting drawing pottery clay
  knitting sewing crochet cooking baking gardening allotment farm horse horses pony ponies riding donkey donkeys dog dogs cat
  rabbit alpaca goats zoo museum beach park woods forest garden camping fishing cycling bike bikes trike walking hiking running
  parkour zumba cheerleading lego minecraft gaming computer computers coding robots robotics anime cosplay board games puzzle
  cinema film films movie movies disco party parties birthday santa christmas easter summer autumn winter spring half term
  french spanish polish romanian lithuanian portuguese ukrainian arabic bengali urdu punjabi kurdish gypsy roma traveller
  church mosque muslim christian jewish hindu sikh army forces military prison police court solicitor lawyer
  doctor nurse hospital clinic dentist optician haircut hairdresser barber shoes clothes uniform food shopping laptop tablet
  phone mobile bed chair table bath shower toilet potty garden ramp stairs lift hoist buggy pram pushchair car bus train taxi
  plane passport insurance will trust bank account pocket job jobs work volunteer volunteering interview college university
  maths english science history spelling phonics homework exams exam gcse gcses sats tests nursery preschool reception primary
  secondary sixth bully bullies bullying smoking vaping drugs alcohol drinking gang gangs knife crime running stealing lying
  hair nails teeth tooth blood heart kidney liver lung lungs bowel bladder stomach skin bone bones back leg legs arm arms hand
  hands foot feet eye eyes ear ears nose mouth throat brain spine hip hips knee knees cancer asthma eczema allergy allergies
  diabetes epilepsy seizures fits migraine pain tired fatigue weight obesity anaemia arthritis scoliosis stroke coma
  granny grandad grandma grandparent grandparents nan uncle aunt brother sister twin twins cousin step stepdad stepmum
  gay lesbian trans transgender lgbt gender period periods puberty sex pregnant pregnancy baby babies toddler teen teens
  sad angry lonely shy quiet loud noise noisy scared afraid anxious nervous moody naughty rude defiant wild hyper`);

/** Names of British places that are ordinary English words: they need more than standing there to be read as a place. */
export const ORDINARY_PLACE_NAMES = set(`
  reading bath sandwich deal rugby hope street battle ash rye ware hook wing wool settle hale sale eye mold barking nelson
  march bury crook stone lee ford hatch sleep over wash bow beer ham seal barrow box broad bush cross corner hill green
  wood park school church lane end moor heath field farm house home mill bridge bank bay beach sea lake island north south
  east west upper lower new old great little high low long well water river spring summer winter fleet flash hand head hole
  honey horn iron king queen prince lady leek loose mark marsh matching mere nook oak orange play plaistow pool port post
  prim ram ring rock rose row rush salt sand ship silver snow stock string sun thing three tongue tree turn under unity
  wall warren way wick wild wish work yell young bean bell bird blue boot bottle bread brown burn care cart castle chair
  chapel charlton child clay cliff cold college cook cool cove cow cut dale day down drift duck dull early egg even ever
  fair fall fence fern first fish food foot free friend garden gate gay glass goose grace grain grange grass grove hall
  harp health heart help hospital hunt jump key lamb lark last law leaf line link lion lock look love market meadow middle
  milk moat mount mouse mud nest orchard path pen plain pond poor pump red rest round royal sage saint shop side slip slough
  speech stable star station stop store sway sweet temple thorn tile top tower town trip tub village white wide wolf yard
  yellow welcome wheel art arts cope asher hearing talk cry rocking training feltham christian counter nursery hive`);

/** What one learns or is good at stands before "in" without a place being meant: "falling behind in reading". */
export const LEARNING_BEFORE_IN = set(`
  help support struggling struggles struggle difficulty difficulties problem problems behind progress confidence confident
  lessons lesson tuition tutor tutoring level levels ability interest interested falling good poor weak slow trouble better
  improve improvement improvements dyslexia intervention catch up spelling writing maths and`);

export const MISSPELT = 'spelling-';
