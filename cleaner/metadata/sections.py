"""Section labels as news sites print them above a headline, in a breadcrumb or beside the day."""

import re
from functools import cache

from cleaner.folding import fold
from cleaner.lazy import remembered
from cleaner.metadata.lexicon import fold_all

_ARABIC = """
أخبار، الأخبار، محليات، المحليات، محلي، محلية، أخبار محلية، أخبار عربية، أخبار عالمية، أخبار دولية، أخبار العالم،
أخبار المحافظات، محافظات، المحافظات، عربي، عربية، عربي ودولي، عربي دولي، عرب وعالم، العرب والعالم، العالم،
العالم العربي، الوطن العربي، الشرق الأوسط، شرق أوسط، الخليج، خليجي، خليجية، المغرب العربي، عالمي، عالمية، دولي،
دولية، دوليات، شؤون دولية، شؤون عربية، شؤون محلية، وطنية، وطني، الحياة الوطنية، جهات، جهوي، جهوية، مجتمع محلي،
سياسة، السياسة، سياسي، سياسية، سياسة وبرلمان، برلمان، أحزاب وبرلمان، أمن وسياسة، شؤون سياسية، اقتصاد، الاقتصاد،
اقتصادي، اقتصادية، اقتصاد وأعمال، مال وأعمال، مال واقتصاد، أسواق، أسواق المال، أعمال، بورصة، بورصات، بورصة وبنوك،
بنوك، طاقة، نفط وغاز، عقارات، استثمار، اقتصاد وتنمية، زراعة، صناعة، رياضة، الرياضة، رياضي، رياضية، رياضة عالمية،
رياضة عربية، رياضة محلية، كرة قدم، كرة القدم، الملاعب، ملاعب، كرة عالمية، كرة محلية، حوادث، حوادث وقضايا، أمن وقضاء،
قضايا، محاكم، قضاء، مجتمع، المجتمع، قضايا المجتمع، اجتماعيات، مجتمع وناس، ثقافة، الثقافة، ثقافي، ثقافية، ثقافة وفن،
ثقافة وفنون، ثقافة وأدب، ثقافة ومجتمع، ثقافة وإعلام، آداب، أدب، أدب وفن، شعر، كتب، سينما، مسرح، موسيقى، تلفزيون، دراما،
فن، الفن، فنون، فنون وثقافة، فن وثقافة، فن ومشاهير، فن ونجوم، نجوم وفن، نجوم ومشاهير، مشاهير، فكر وفن، إعلام، منوعات،
المنوعات، متفرقات، طرائف، غرائب، علوم، علوم وتكنولوجيا، علوم وتقنية، علوم وطب، علم وتكنولوجيا، تكنولوجيا،
التكنولوجيا، تكنولوجيا واتصالات، تكنولوجيا وعلوم، تكنولوجيا وسيارات، تقنية، تقنيات، علوم وفضاء، فضاء، سيارات، صحة،
الصحة، صحتك، صحة وطب، صحة وجمال، صحة وتغذية، طب وصحة، طب، بيئة، بيئة ومناخ، مناخ، سياحة، سياحة وسفر، سياحة وآثار، سفر،
سفر وسياحة، آثار، تراث، تعليم، تربية وتعليم، تعليم وجامعات، جامعات، جامعات ومدارس، دين، ديني، دين ودنيا، دين وحياة،
إسلاميات، فتاوى، المرأة، مرأة، أسرة، المرأة والطفل، أسرة ومجتمع، مرأة ومنوعات، لايف ستايل، أسلوب حياة، مطبخ، أزياء،
أزياء وموضة، موضة، جمال، آراء، رأي، الرأي، الرأي العام، مقالات، مقالات الرأي، مقالات رأي، مقال، مقال رأي، كتاب وآراء،
كتاب ومقالات، كتاب وأقلام، أقلام، أقلام وآراء، زوايا، أعمدة، مدونات، قضايا وآراء، افتتاحية، الافتتاحية، كلمة العدد،
كلمة ومقال، تقارير، تقرير، تقارير وتحقيقات، تحقيقات، تحقيق، تحقيقات وحوارات، تحقيقات ومقابلات، حوارات، حوارات ولقاءات،
حوار، مقابلات، لقاءات، تحليلات، تحليل، تحليلات ودراسات، دراسات، أبحاث ودراسات، ملفات، ملفات خاصة، وثائق، توك شو،
انتخابات، فلسطين، القدس، الأسرى، الاستيطان، شؤون إسرائيلية، إسرائيليات، شؤون العدو، لبنان، لبنانيات، سوريا، العراق،
الأردن، اليمن، ليبيا، السودان، تونس، الجزائر، المغرب، موريتانيا، مصر، أخبار مصر، أخبار السعودية، أخبار سوريا،
أخبار لبنان، أخبار العراق، أخبار الأردن، أخبار اليمن، أخبار ليبيا، أخبار السودان، أخبار تونس، أخبار الجزائر،
أخبار المغرب، أخبار فلسطين، أخبار الخليج، أخبار الفن، أخبار الرياضة، أخبار الاقتصاد، أخبار التكنولوجيا،
أخبار محلية ودولية، أخبار وتقارير، أخبار متفرقة، أخبار منوعة، أخبار سياسية، أخبار اقتصادية، أخبار رياضية، أخبار ثقافية،
أخبار فنية، أخبار الحوادث، أخبار الجامعات، شؤون عسكرية، أمن، أمن ودفاع، دفاع وأمن، عسكري، تركيا، إيران، أوروبا،
أميركا، أمريكا، أفريقيا، إفريقيا، آسيا، الجالية، مغتربون، الهجرة، لاجئون، حقوق وحريات، حقوق الإنسان، طقس، الطقس،
مساعدات إنسانية، تربية، تغذية، أعشاب، وصفات، أطباق رئيسية، حلويات، شخصيات، أفكار،
الصفحة الأولى، الأولى، الأخيرة، الصفحة الأخيرة، كوردستان، كردستان، شمال أفريقيا، الدوري المصري، الدوري السعودي،
الدوري الإسباني، الدوري الإنجليزي، الدوري الإيطالي، الدوري الألماني، الدوري الفرنسي، دوري أبطال أوروبا
"""
_EASTERN = """
سیاسی، اجتماعی، اقتصادی، فرهنگی، فرهنگی و هنری، فرهنگی هنری، فرهنگ و هنر، فرهنگ و ادب، فرهنگ، هنر، ورزشی، ورزش،
فوتبال، بین‌الملل، بین الملل، بین‌المللی، بین المللی، جهان، ایران، ایران و جهان، علمی، علمی و پژوهشی، علمی پزشکی،
علم و فناوری، علم و دانش، فناوری، فناوری اطلاعات، دانش و فناوری، حوادث، حوادث و انتظامی، سیاست خارجی، سیاست داخلی،
سیاست، اقتصاد، جامعه، اندیشه، دین و اندیشه، دین، سلامت، پزشکی، بهداشت و درمان، گردشگری، میراث فرهنگی، استان‌ها،
استانها، شهرستان‌ها، سبک زندگی، محیط زیست، چندرسانه‌ای، انرژی، نفت و انرژی، بازار، بورس، بانک و بیمه، صنعت و تجارت،
مسکن، کشاورزی، آموزش، آموزش و پرورش، دانشگاه، خانواده، زنان، سینما، سینما و تلویزیون، موسیقی، کتاب، ادبیات، تئاتر،
یادداشت، یادداشت روز، سرمقاله، گفت‌وگو، گفتگو، گزارش، تحلیل، مجلس، دولت، دفاعی، دفاعی و امنیتی، قضایی، خواندنی‌ها،
دیدگاه، پاکستان، دنیا، کھیل، کاروبار، معیشت، صحت، شوبز، انٹرٹینمنٹ، تفریح، ٹیکنالوجی، سائنس، سائنس و ٹیکنالوجی،
سائنس اور ٹیکنالوجی، تعلیم، کالم، بلاگ، بلاگز، اداریہ، نقطہ نظر، قومی، بین الاقوامی، علاقائی، مقامی، کرکٹ، جرائم،
موسم، ماحولیات، سیاست، فن و ثقافت، ادب، مذہب، خواتین، فیچر، فیچرز، دلچسپ و عجیب، انڈیا، بھارت، کشمیر، مشرق وسطیٰ،
قومی خبریں، بین الاقوامی خبریں، عالمی خبریں، کھیلوں کی خبریں، تجارتی خبریں، مقامی خبریں، دنیا بھر سے، آس پاس، فن فنکار،
سیاست، جنوبی ایشیا، بزنس، انٹرویو، شہر، تاریخ، خانه‌داری، رسانه، زندگی، خودرو، ارتباطات، حقوقی و قضایی، شهری،
اخبار سخت‌افزار، سخت‌افزار، نرم‌افزار، سرگرمی، طنز، آشپزی، افغانستان، خاورمیانه، بین‌الملل و جهان
"""
_LATIN = """
news, local news, world news, national news, breaking news, local, world, national, international, politics,
business, economy, markets, money, finance, companies, energy, technology, tech, science, health, environment,
climate, education, sport, sports, football, cricket, tennis, rugby, culture, arts, arts & culture, books, film,
movies, music, theatre, television, tv & radio, entertainment, celebrity, lifestyle, life & style, life, fashion,
food, travel, style, opinion, comment, commentary, editorial, editorials, analysis, features, feature, investigations,
interview, interviews, letters, columns, columnists, blogs, crime, courts, society, religion, obituaries, weather,
property, motoring, cars, science & environment, science and technology, uk, us, u.s., uk news, us news, asia, africa,
europe, americas, middle east, asia pacific, pakistan, india, egypt, lebanon, gulf, community, region, regional, uae,
saudi arabia, qatar, kuwait, oman, iran, iraq, israel, palestine, turkey, magazine,
living, home & garden, career, nation & world, city, metro, ny region, top news, agriculture, transport, media,
actualité, actualités, à la une, politique, économie, société, monde, international, france, culture, sport, sports,
football, sciences, santé, environnement, planète, climat, éducation, faits divers, justice, médias, tribune, tribunes,
opinion, opinions, idées, débats, éditorial, chronique, chroniques, enquête, enquêtes, reportage, reportages, entretien,
entretiens, portrait, portraits, livres, cinéma, musique, arts, théâtre, télévision, gastronomie, voyage, voyages,
mode, tendances, high-tech, technologies, technologie, sciences & tech, entreprises, entreprise, emploi, finances,
bourse, immobilier, auto, magazine, médias & people, liban, moyen-orient & monde, sciences et santé, consommation,
vie pratique, le monde, international et europe, idées et débats, asie-pacifique, éco, éco / tech, automobile,
régions, région, locale, vie locale, afrique, maghreb, algérie, maroc, tunisie,
proche-orient, moyen-orient, europe, amériques, asie, en continu, nation, national, actu, actualité nationale
"""
# What joins two labels to one.
_AND = re.compile(r" ?(?:[&,\-/]|\band\b|\bet\b) ?")
_EDGES = " \t\u00a0\u200e\u200f:|/#>\u00bb\u203a-\N{BULLET}*[]"
_LONGEST = 40
_MOST_WORDS = 3
# Words that labels of two or three words are made of beside those of the lists.
_TOPICS = "وطن مصري سعودي مغربي تونسي جزائري عراقي لبناني سوري أردني يمني ليبي سوداني كويتي قطري إماراتي فلسطيني"
_WORD = re.compile(r"\w+")


@cache
def _labels() -> frozenset[str]:
    names = ",".join((_ARABIC, _EASTERN, _LATIN)).replace("\n", " ").replace("\N{ARABIC COMMA}", ",").split(",")
    return frozenset(fold(name.strip()) for name in names if name.strip())


@cache
def _openers() -> frozenset[str]:
    return frozenset(_WORD.findall(label)[0] for label in _labels())


def may_open_section(word: str) -> bool:
    """Tell whether a folded word may be the first of a label; right only where it says no."""
    return word in _openers() or _bare(word) in _topics()


@cache
def _topics() -> frozenset[str]:
    """Return the words that labels are made of, without article and conjunction."""
    words = (word for label in _labels() if not label.isascii() for word in _WORD.findall(label))
    return frozenset(map(_bare, words)) | fold_all(_TOPICS.split()) - {""}


def _bare(word: str) -> str:
    """Return a folded word without its article and without an and before that."""
    return word.removeprefix("و").removeprefix("ال") if word.startswith("وال") else word.removeprefix("ال")


def _is_topical(label: str) -> bool:
    """Tell whether a folded text joins words that known labels are made of: ``Local news`` as ``News`` and ``Local``.

    One of them must be a word that whole sections are called by.
    """
    words = label.split(" ")
    if not 2 <= len(words) <= _MOST_WORDS or not all(_bare(word) in _topics() for word in words):
        return False
    return any(word in _labels() or _bare(word) in _labels() for word in words)


@remembered
def is_section(text: str) -> bool:
    """Tell whether a short text is the label of a section and nothing else; two labels may be joined to one.

    >>> is_section("ثقافة وفنون"), is_section("صحة ورياضة"), is_section("الجسر الخشبي")
    (True, True, False)
    """
    if not 2 <= len(text) <= _LONGEST:
        return False
    label = fold(text.strip(_EDGES))
    labels = _labels()
    if label in labels or (label.isalpha() and {_bare(label), f"ال{label}"} & labels):
        return True
    if _is_topical(label):
        return True
    parts = [part for part in _AND.split(label) if part] if not label.isalpha() else [label]
    if len(parts) > 1:
        return all(part in labels for part in parts)
    head, _, tail = label.partition(" و")
    return bool(tail) and head in labels and tail.strip() in labels
