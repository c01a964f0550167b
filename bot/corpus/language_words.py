"""The commonest small words of languages that fan fiction is written in, for telling them apart."""

SMALL_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": "the and to of a in that he she it was his her with had for on as at you not but be is him they i "
        "from this have were what there would been when could them who all said out into then my me your so",
        "French": "de la le et les des en un une du que qui dans il elle ne pas se son sa ses pour au avec sur est ce "
        "plus par je vous tout mais était avait lui nous comme ou on c'est qu'il d'un d'une l'on cette leur même",
        "German": "der die und in den von zu das mit sich des auf ist im dem nicht ein eine als auch es an er sie "
        "hatte war ich so aus wie nach noch nur aber wenn dass einen einem einer ihm ihr sein seine ihre wieder",
        "Spanish": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha me "
        "si sin sobre este ya todo esta había era cuando muy también hasta donde él ella yo qué porque nada",
        "Italian": "di e il la che in un a per è una non sono del della si le con i da come dei più nel alla gli lo "
        "al ma anche suo sua era aveva delle questo mi ha se lei lui quando perché così ancora nella dal",
        "Portuguese": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu "
        "sua ou quando muito nos já eu também só pelo pela até isso ela entre era depois sem mesmo aos tinha foi",
        "Dutch": "de het een en van in is dat op te zijn met voor niet aan er om hij was als maar zij ze ook door naar "
        "bij haar hem heeft had nog wel dan uit geen toen over deze zich ik je mijn wat werd kon",
        "Swedish": "och i att det som en på är av för med den till inte om ett han hon var men jag de så från hade sin "
        "vid sig nu när kan efter skulle bara honom henne eller hans hennes varit ut upp du mig",
        "Norwegian": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde "
        "fra vi du kan da nå ble også etter hans skulle noe meg ham henne bare ut opp mot",
        "Danish": "og i at det er en til af på som for med de den ikke der han var et har jeg om men så sig hun havde "
        "fra vi du kan da nu blev også efter hans skulle noget mig ham hende kun ud op mod hvad af",
        "Finnish": "ja on ei että se hän oli kun mutta niin ole mitä kuin joka sen hänen olisi minä sinä ollut nyt jos "
        "vain mutta sitten hänet häntä tämä siitä olen mikä vielä jo myös kanssa",
        "Polish": "i w na nie z się do to że jest o jak po co ale tak za od jego jej był była było już tylko przez "
        "tym jeszcze kiedy mnie czy dla aby są sobie gdy ze ją go może",
        "Czech": "a se v na je že to s z do o i ve jako za by ale si po jeho její byl byla bylo co jak tak když už "
        "jen která který pro ho mu jsem není ještě mě",
        "Hungarian": "a az és hogy nem is egy ez volt de csak meg már mint még ha el azt mert nagyon volna kell most "
        "majd vagy olyan amikor neki ki mit ő én",
        "Turkish": "ve bir bu da de için ne o ile çok daha gibi ama var ben sen mi kadar sonra her ki olarak olan diye "
        "onu ona değil şey hiç beni onun",
        "Romanian": "și de în a la cu nu că o pe un se mai din care ce lui ei este era am fi sa să l el ea dar prin "
        "fost pentru ca când îl îi atunci își",
        "Vietnamese": "và của là có không một được cho những người đã với trong này các ra đến cô anh tôi nó thì lại "
        "khi mà như cậu ta đi ở rồi",
        "Indonesian": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena dia ada oleh saya "
        "sudah bisa aku kau mereka seperti tapi hanya saat telah bukan apa lagi kami kita nya",
        "Filipino": "ang ng sa na at mga ay hindi ko siya ka niya si kung ako mo ito para lang ni pa po nang may din "
        "niyang kanyang naman isang",
        "Latin": "et in est non ad ut cum quod qui sed si ex esse quae ab quam per hoc aut nec enim eius sunt atque",
        "Russian": "и в не на что он с как это она я по но его а к из у же от за так ты все было ее для только был "
        "мне бы когда о быть до еще ему меня была",
        "Catalan": "de la que i a el en un per no es amb una els al del les se va com més ho però ja si jo aquest "
        "havia era molt tot hi seva dels li ser quan també qui sense on ell ella fins res seu",
        "Esperanto": "la kaj de en al estas mi ne ke li por ŝi kun sed ĝi kiu estis tiu oni sur el pri vi ili kiel nur "
        "unu tio jam da ankaŭ sia lia pli ĉiu havis kiam",
        "Croatian": "i je u da se na nije su za s od a što bio ali ne kao to ga sam mu bi iz samo kako bila ili joj "
        "već po tako pa kad biti još kako onda",
        "Slovak": "a sa v na je že to so som z do o ale ako by si po jeho jej bol bola bolo čo len už keď ktorý pre "
        "nie ma mu tak ešte aj",
        "Bulgarian": "и на да се не в от за е с че си го по са но му беше това като ще ме до той тя аз ли след само "
        "как което един тук още",
        "Ukrainian": "і в не на що він з як це вона я та до але його й у від за так ти все було її для тільки був "
        "мені коли про бути ще йому мене була",
    }.items()
}
