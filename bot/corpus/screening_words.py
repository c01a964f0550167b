"""What screening looks for: phrases in the language of bot.corpus.phrases, each kind with its weight.

Strong phrases hold a text by themselves. Soft ones tell something only together: a scene needs several kinds close to
each other. Calm ones (a wound, a bath, a nursery, a fight) speak against a scene.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of evidence. `weight` counts once in a window, however often its phrases occur there.

    `intimate` says that it needs two people who want each other; no scene is made of the other kinds alone.
    """

    name: str
    weight: int
    intimate: bool = False


CRUDE = Kind("crude word", 12, intimate=True)
ACT = Kind("act told plainly", 10, intimate=True)
HINT = Kind("act hinted at", 6, intimate=True)
UNDRESSING = Kind("undressing", 4)
NAKED = Kind("nakedness", 4)
TOUCH = Kind("intimate touch", 4, intimate=True)
PLEASURE = Kind("pleasure", 4, intimate=True)
DESIRE = Kind("desire", 2, intimate=True)
KISS = Kind("kiss", 1, intimate=True)
BODY = Kind("body", 2)
BED = Kind("bed", 1)
LAID_DOWN = Kind("laid down", 3, intimate=True)
NIGHT = Kind("night passes", 3)
MEDICAL = Kind("medical", -4)
BATHING = Kind("bathing", -3)
NURSERY = Kind("nursery", -4)
FIGHT = Kind("fight", -3)

GROUPS: Mapping[str, str] = {
    "who": "him her them me us you each",
    "whose": "his her their my your its",
    "hand": "hand hands finger fingers fingertips palm palms thumb thumbs",
    "lips": "lips mouth tongue kisses kiss",
    "neck": "neck throat collarbone collarbones collar shoulder shoulders jaw earlobe ear nape chest stomach belly navel "
    "breastbone spine",
    "low": "thigh thighs hip hips waist breast breasts buttocks bottom backside rear bosom",
    "garment": "shirt shirts tunic blouse dress skirt robe robes yukata kimono gown nightgown trousers pants jeans "
    "breeches underwear bra panties boxers bodice corset sash obi vest jacket sweater jumper hoodie clothes clothing "
    "shift chemise stays stockings belt waistband buttons laces buckle zipper zip tie t-shirt undershirt mesh sleeve strap straps",
    "pull": "pulled pulls pulling pull tugged tugs tugging tug peeled peels peeling peel yanked yanking slid slides "
    "sliding slipped slips slipping pushed pushing pushes eased easing drew drawing removed removing ripped ripping tore "
    "tearing lifted lifting worked shed shedding shrugged undid undoing untied untying unfastened unfastening discarded "
    "threw tossed flung dropped took helped kicked",
    "past": "over off away down up apart aside open",
    "lay": "pushed pushing laid laying lowered lowering threw thrown carried carrying tossed pulled pulling pressed drew backed guided eased led tumbled fell sank",
    "bed": "bed mattress futon sheets pillows blankets covers bedroll couch sofa cot bunk",
}

PHRASES: Mapping[Kind, str] = {
    CRUDE: """
        orgasm~
        blowjob|blowjobs|handjob|handjobs|fellatio|cunnilingus|foreplay|threesome|masturbat~|deepthroat~
        fingered|fisting
        blow|hand job|jobs
        clitoris|clit|penis|penises|vagina|vaginas|vaginal|genitals|genitalia|scrotum|testicles|labia|nipple
        nipples|foreskin
        {whose} cock|cunt|pussy|clit|erection|hard-on|hardness|manhood|arousal|cum !his|back|crow~
        {whose} dick !and|said|was
        cum|cums|cumming|cummed <summa|magna
        jack~|jerk~ off
        suck~|fuck~|lick~ {whose} cock|dick|pussy|balls
        fucked|fucking|fuck {who} !up|over|off|all|into|hard|until|against !in
        fuck~ {who} hard|against|into|until|harder
        sexually arous~|excit~|intimate|active
        sexual intercourse|relations|act|acts|congress|encounter|favours|favors|release|pleasure
        anal|oral sex
        came|come|coming|ejaculat~ inside|in {who}
        aphrodisiac~
    """,
    ACT: """
        they|we made|make|making love
        have|had|having|has sex
        <the|fairer|fair|opposite|weaker|gentle|gentler|stronger|same|other|female|male|either|both|each|her|his|your|their|my|own|of|whose|what|baby's sex was|is|with|again|happened|together|on|against|lasted|after
        after|during|before|for|great|good|best|casual|wild|angry|make-up|makeup|rough|gentle|no|first|morning|hot sex !of|appeal
        sleep|slept|sleeping|sleeps with {who} $
        slept|sleeping|sleep together !in|under|on|like|beside|near|by|around|at|through
        lost|lose|losing|loses|took|take|gave|give ... virginity
        raped|raping|rapes|rapist|rape
        sexual|sexually assault~|abus~|violat~|violence|molest~
        consummat~ ... marriage|union|love|bond|relationship|passion|vows
        climaxed|climaxing
        he|she|i|they was|were|am|is inside her|him|me $
        bur~|sheath~|mov~|push~|thrust~|slid~|sank|sink~|rock~|plung~ ... inside|into her|me|him $
        one-night|night stand
        skinny|making|made love !to
    """,
    HINT: """
        made|make|makes|making love to {who}
        lovemaking|love-making
        virginity|deflower~
        took|take|takes|taking {who} right there
        took|take|takes|taking|had {who} against|on|over|up the|a wall|table|desk|door|floor|counter|bed
        took|take|takes|taking|went|go|going|gone to bed with|together
        took|take|takes|taking {who} to bed $
        spent|spend|spending the|that|a|one|every|their|all night together|in|tangled|entwined
        tangle~|entwine~|twist~ ... sheets|limbs|legs
        had {whose} way with
        gave|give|giving herself|himself|themselves|themself to {who} $
        gave|give|giving in to ... {whose} desire~|want|need|passion|bodies
        bodies moved|moving|joined|together|entwined|tangled|became|fit|met|pressed
        became|become|were|are|as one $
        seduc~ {who}
        between {whose} legs|thighs|knees
        lovers now|that|at last|now|tonight
        clothes|clothing|shirt|shirts|dress|underwear|boots ... {whose}|the floor|carpet|tatami|rug
        he|she|i|they|we ... inside|within her|him|me $
        mile-high|skinny-dip~
        knew each other's bodies
    """,
    UNDRESSING: """
        {pull} ... {garment} ... {past}
        {pull} ... {past} ... {garment}
        {pull} ... {garment} ... from|off ... {neck}
        unbutton~|unzip~|unlac~|unhook~|unclasp~|unbuckl~|unfasten~|undid|undoing|untied|untying|untie ... {garment}
        undress~|disrob~|strip him|her|them|me|herself|himself|each|out|slowly|down
        undress~|disrob~|unclothed
        stripped|stripping|strip {who}|off|down|out|naked|bare
        {garment} fell|slid|slipped|dropped|puddled|pooled|landed|joined|hit|came|were|was|followed ... floor|feet|ground|off|away|gone|carpet|shoulders|ankles|aside
        shed|lost|rid|out of ... {garment}
        clothes were|was|had|came|fell
        button by button
        layer by layer
    """,
    NAKED: """
        naked !blade|sword|eye|eyes|steel|branches|trees|flame|light|truth|rock|hatred|fear|tree|bulb|knife|blades|in|baby|toddler
        nude|unclothed
        bare skin|chest|back|shoulder|shoulders|thigh|thighs|breast|breasts|body|bodies|flesh|stomach|hip|hips
        skin against|to|on|upon {whose} skin
        skin against|to|on|upon skin
        nothing between them
        wearing nothing
    """,
    TOUCH: """
        kiss~|lips|mouth|tongue|teeth|nip~|bit|nibbl~|nuzzl~|suck~|lick~ ... {neck}|{low}
        {hand} ... under|beneath|inside|up|below|past ... {garment}
        {hand} ... {low}
        {hand} ... over|down|across|along|up|roam~|explor~|trac~|wander~ ... skin|body|chest|back|side|sides|spine|curve|curves|stomach|belly|ribs|leg|legs
        caress~|fondl~|grop~|strok~ {who}|{whose}
        explor~ ... body|skin|mouth|curves
        straddl~ {who}|{whose}
        straddl~ ... lap|hips|waist
        grind~|ground|rock~|roll~|press~|buck~ ... hips|pelvis
        hips ... rock~|roll~|buck~|grind~|press~|met|meet~|mov~|against
        nipp~|nibbl~|bit ... ear|earlobe|lip
        roam~|wander~ ... body|skin|hands
        touch~ ... everywhere|places|intimate~
        legs around|about {whose} waist|hips
        legs wrapped|locked|hooked|tightened around
        wrapp~|lock~|hook~ ... legs|thighs around|about
        cupp~ {whose} breast|breasts|bottom|backside|ass|rear
    """,
    PLEASURE: """
        moan~ !in|with|of|pain|about|and|wind|loudly|that|at pain|agony|wind|fear|grief|sleep
        pleasure ... her|him|them|me|through|flood~|wash~|rippl~|wave|waves
        wave|waves|shudder~|cry|cried|gasp~|shiver~|sigh~|moan~|throb~|thrill|tremor ... pleasure|ecstasy|bliss
        arch~ ... into|against|toward|towards|beneath|under|up|off
        {whose} back arch~
        gasp~|cri~|cry~|moan~|sigh~|whimper~|breath~|groan~|panted ... {whose} name
        shudder~|trembl~|shiver~|writh~|quiver~ ... beneath|under|against|at {who}|{whose}
        whimper~|writh~ !in|with|and pain|agony
        over|toward|towards|to the edge|brink $
        came undone|apart
        come|coming|came|comes|fall|falling|fell undone|apart
        climax $
        don't|please stop|don't|more
        right there $
        blissful|euphoria|rapture|ecstasy
    """,
    DESIRE: """
        lust|lustful|lustfully|desire|desires|desired|horny|arousal|aroused|turned-on
        turned|turning|turns {who} on
        want|wanted|wants|need|needed|needs {who} $
        want|wanted|needed|need ... more $
        hunger|hungrily|heat|fire|ache|aching|burn~|fever ... {whose} belly|core|body|skin|veins|loins|eyes|kiss
        kiss~ ... hungrily|hungry|desperat~|urgen~|passionate~|fierce~|deeply|heated|hard
        hungrily|hungry|desperate|urgent|passionate|fierce|heated|searing|bruising kiss~
        passion !for|of
        no longer hold|held back
        can't|couldn't wait|stop|resist ... longer|anymore|{who}
        heavy|ragged|laboured|hot breath~
        breath~ hard|heavily|ragged|raggedly|hot
        pant~ !from|after|like|leg|legs|pocket|pockets
        swollen lips
        sensual~|erotic~|seductive~|sultry
    """,
    KISS: """
        kiss~
        make|making|made out $
        {whose} lips|mouth ... {whose}|hers|mine
    """,
    BODY: """
        hips|thighs|thigh|breasts|breast|waist|collarbone|buttocks|cleavage|loins|groin|crotch|nape
        between them
        {whose} lap
        curve|curves ... of
        sweat~|slick
        flush~|goosebumps
    """,
    BED: """
        bed|mattress|sheets|futon|bedroom|pillow|pillows|bedroll|couch|sofa|headboard|blankets
    """,
    LAID_DOWN: """
        {lay} him|her|me|them|us|each ... onto|on|to|into|down|across|against|toward|towards|upon ... {bed}
        they|we ... onto|into|to|toward|towards|for the|a|his|her|their|my {bed}|bedroom
        lock~|clos~|shut~|kick~ ... door ... behind them|us
    """,
    NIGHT: """
        rest of the|that night|evening
        neither|none|nobody|no of|one ... slept|sleep ... !because|well
        not|n't|didn't|hardly|barely|little|much ... sleep|slept ... that|this night
        all night long
        next|following morning ... {whose}|each arms|beside|sheets|naked|bed|sore
        woke ... naked|tangled|entwined|beside|{whose}
        long past midnight
        fade|fades|faded to black
        hours later ... lay
        afterward|afterwards|after ... lay
        lay ... spent|sated|panting|breathless
        candle|lamp|lantern|light ... out|guttered|snuffed
    """,
    MEDICAL: """
        wound|wounds|wounded|bandage|bandages|bandaged|bandaging|stitches|stitched|suture|sutures|bleeding
        blood|healer|medic|medics|nurse|doctor|surgeon|patient|bruise|bruises|bruised|infection|antiseptic
        salve|poultice|fever|injury|injuries|injured|fracture|fractured|ribs|gauze|hospital|hypothermia
        frostbite|gash|scar|scars|ointment|examination|diagnosis|symptoms|poison|splint|splints|burns|pulse
        stethoscope|exam|clinic|needle|medical
    """,
    BATHING: """
        bath|baths|bathe|bathed|bathing|bathhouse|onsen|soap|towel|towels|washcloth|washed|scrubbed|springs
        shampoo|swim|swam|swimming|river|lake|pool|tub|rinsed|laundry|steam|steaming|splashed
    """,
    NURSERY: """
        baby|babies|infant|newborn|toddler|milk|midwife|contraction|contractions|labour|labor|cradle|crib
        nursing|breastfeed~|breastfed|breast-fe~|cord|womb|birth|diaper|nappy|lullaby|child|children|daughter
        son
    """,
    FIGHT: """
        sword|swords|kunai|shuriken|blade|blades|spear|enemy|enemies|spar|sparred|sparring|training|punch
        punched|armour|armor|shield|chakra|jutsu|arrow|arrows|battle|soldiers|guard|guards|knife|dagger
        sprint|sprinted|laps|drill|attack|attacked|opponent|kick|kicked|staff|bow|gun|rifle|bullet|ran|race
        finish|marathon|climb|climbed|corpse|dead
    """,
}
