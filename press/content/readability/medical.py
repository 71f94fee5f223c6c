"""Medical words in English, known by their spelling, each with a plain one where there is one for all its uses.

The names of medicines are not among them: patients need those.
"""

from __future__ import annotations

import re
from functools import cache

_PLAIN = {
    "abdom*": "belly",
    "acute": "sudden, or short",
    "administer*": "give",
    "adverse": "harmful",
    "alopecia": "hair loss",
    "ambulant": "able to walk",
    "ambulatory": "able to walk",
    "anaemi*": "too few red blood cells",
    "anaesthe*": "medicine that takes feeling away",
    "analges*": "pain relief",
    "anterior": "front",
    "anticoagula*": "medicine that stops blood clots",
    "antiemetic*": "medicine that stops you being sick",
    "arrhythmi*": "uneven heartbeat",
    "asymptomatic": "without symptoms",
    "axilla*": "armpit",
    "benign": "not cancer",
    "bilateral*": "on both sides",
    "biops*": "a small sample to look at",
    "bradycardia": "slow heartbeat",
    "cannula*": "thin tube into a vein",
    "cardiac": "of the heart",
    "catheter*": "thin tube",
    "cerebral": "of the brain",
    "chronic": "long-lasting",
    "chronically": "for a long time",
    "clavicle*": "collarbone",
    "coagulat*": "clot",
    "comorbid*": "other illnesses",
    "contraindicat*": "not to be used",
    "contusion*": "bruise",
    "coronary": "of the heart",
    "cutaneous*": "of the skin",
    "cyanosis": "blue skin or lips",
    "distal*": "farther from the middle of the body",
    "dyspepsia": "indigestion",
    "dysphagia": "trouble swallowing",
    "dyspnoea": "being short of breath",
    "dysuria": "pain when you pee",
    "embolism*": "clot that has moved",
    "erythema*": "redness",
    "excis*": "cut out",
    "febrile": "with a high temperature",
    "femur*": "thigh bone",
    "gastric": "of the stomach",
    "haematoma*": "bruise",
    "haemorrhag*": "bleeding",
    "hepatic": "of the liver",
    "hypertensi*": "high blood pressure",
    "hypoglycaemi*": "low blood sugar",
    "hyperglycaemi*": "high blood sugar",
    "hypotensi*": "low blood pressure",
    "idiopathic": "of unknown cause",
    "immunosuppress*": "weaken the immune system",
    "incision*": "cut",
    "inflammat*": "swelling and redness",
    "intramuscular*": "into a muscle",
    "intravenous*": "into a vein",
    "lacerat*": "cut",
    "lesion*": "sore, lump or damaged place",
    "lumbar": "of the lower back",
    "malignan*": "cancer",
    "micturat*": "pee",
    "morbidity": "illness",
    "mortality": "deaths",
    "nausea": "feeling sick",
    "necrosis": "death of tissue",
    "nodul*": "small lump",
    "ocular": "of the eye",
    "oedema": "swelling",
    "oncolog*": "cancer care",
    "oral": "by mouth",
    "orally": "by mouth",
    "palliative": "to ease symptoms",
    "palpat*": "feel with the fingers",
    "palpitation*": "fluttering heart",
    "patella*": "kneecap",
    "percutaneous*": "through the skin",
    "posterior": "back",
    "prognos*": "how it is likely to go on",
    "prophyla*": "prevention",
    "prosthe*": "artificial part",
    "proximal*": "nearer to the middle of the body",
    "prurit*": "itching",
    "pulmonary": "of the lungs",
    "pyrexia": "high temperature",
    "renal": "of the kidneys",
    "resect*": "cut out",
    "scapula*": "shoulder blade",
    "sternum": "breastbone",
    "subcutaneous*": "under the skin",
    "sutur*": "stitch",
    "syncope": "fainting",
    "systemic*": "for the whole body",
    "tachycardia": "fast heartbeat",
    "thoracic": "of the chest",
    "thorax": "chest",
    "thrombos*": "blood clot",
    "thrombus": "blood clot",
    "tibia*": "shin bone",
    "topical*": "on the skin",
    "ulcerat*": "broken skin",
    "unilateral*": "on one side",
    "vertebra*": "bone of the back",
}
"""An asterisk stands for any ending."""
_PARTS = """
adeno* *aemia *aemic *algia angio* arthrit* arthro* *blastoma* *carcino* cardio* *cardial *cardiogram* chemo*
cholecyst* *cirrhosis colono* colpo* cyto* dermat* *ectomies *ectomy encephal* endocrin* endometri* endoscop* *fibroma*
glaucoma* *glioma* granuloma* gynaecolog* haem* hepat* histolog* hyperplas* hyperthyr* hypothyr* immuno* intrathecal*
intratumo* *itis laparo* leuk* lipoma* *lithiasis lymph* *lysis mammogra* melanoma* metasta* myeloma* myocard* nephro*
neuro* neutrop* *oedema oophor* ophthalm* orthopaed* *oscopies *oscopy *osis osteo* *ostomies *ostomy *otomies *otomy
papilloma* patholog* *pathic *pathies *pathy *penia *penic phleb* *plasties *plasty *plegia *plegic pneumo* proteinuria
*rrhoea *sarcoma* sepsis septic* *therapies *therapy thrombo* trache* ureter* urethr* urolog* *vascular
"""
"""The Greek and Latin parts of which other medical words are made."""
_EVERYDAY = """
analysis antipathy apathy catalysis diagnosis diarrhoea dialysis dichotomy empathic empathy hypnosis metamorphosis
nostalgia osmosis paralysis physiotherapy psychopathic sociopathic symbiosis sympathies sympathy telepathic
telepathy therapies therapy
"""
"""Words that have such a part and need no plainer one, or have none."""
_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9]{2,6}")
_KNOWN_ABBREVIATIONS = "A4 A5 AM BBC BSL DVD GP GPS ID NHS PDF PM QR SMS TV UK US USA"


@cache
def plainer(word: str) -> str | None:
    """A medical word in plain words, empty if it has none for all its uses; None for a word that is not medical.

    Abbreviations in capitals count as medical ("MRI"), but for those that everybody knows ("NHS").
    """
    if _ABBREVIATION.fullmatch(word):
        return None if word in _KNOWN_ABBREVIATIONS.split() else ""
    lower = word.lower()
    for pattern, meaning in _PATTERNS:
        if pattern.fullmatch(lower):
            return meaning
    return None if lower in _EVERYDAY.split() or not _MADE_OF_PARTS.fullmatch(lower) else ""


def _pattern(*keys: str) -> re.Pattern[str]:
    """Words as the tables write them."""
    return re.compile("|".join(re.escape(key).replace(r"\*", r"\w*") for key in keys))


_PATTERNS = tuple((_pattern(key), meaning) for key, meaning in _PLAIN.items())
_MADE_OF_PARTS = _pattern(*_PARTS.split())
