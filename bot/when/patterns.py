"""How pieces of time phrases are written, as patterns over normalised text, in order of trial."""

from bot.when import holidays

_CN = "零一二两三四五六七八九十廿卅"
_HOUR = f"(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})"
_MINUTE = "(?:[0-5]?[0-9](?![0-9])|[0-9]{2}|[一二三四五六七八九十]{1,3})"
_DAY = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_COUNT = f"(?:[0-9]{{1,4}}(?:\\.[0-9])?|[零一二两三四五]点五(?=个?[小钟])|[{_CN}百]{{1,5}}|[几数]十?|十[几来]|若干)"
# Things counted: a number before one of these is no hour, minute or day.
_THINGS = (
    "个人名份元万亿支楼层期次级项条件块点度倍折斤岁页款号室票题门届班组栋幢座台辆路线套种类%g米公"
)
_NO_THING = f"(?![{_THINGS}])"
_NUMBER_ENDS = r"(?![0-9./:-]|\s?[a-z])"
_WEEK = "(?:周|星期|礼拜)"
# 下 of 提醒我一下周三 leads nowhere; after 周一, 万一 and 统一 it does, and so does 下个.
_NEXT = "(?:(?:(?<!一)|(?<=[周期拜万统]一))下|下(?=一?个))"
_SHIFT = f"(?:{_NEXT}下{{0,3}}|上{{1,4}}|这|本|当)(?:一?个|一)?"
_STRETCH = (
    "初(?![一二三四五六七八九十])|底|末|尾(?![声款])|头上|头(?=$|[,。]|提|叫|喊)|中旬|上旬|下旬"
)

_WEEKDAY_ENDS = (
    "(?![个次般旦切遍人名楼层号级项])(?!定(?!期)|起(?!草)|直(?!播)|同(?!志)|共(?!同|青)|些"
    "|下子|线(?!上|下)|游|场(?!地))"
)
_WEEKDAY_FIRST = f"(?:[一二三四五六]{_WEEKDAY_ENDS}|[日天](?![常程志报记均气])|[1-7](?![0-9.:点时月号日次天年人个]))"
# A further weekday without 周: not the hour, minute, day or feast that may follow.
_WEEKDAY_MORE = (
    f"(?:[一二三四五六](?![点时十月刻半分年小百廿]|[一四六]节?活动){_WEEKDAY_ENDS}"
    "|[日天](?![常程志报记均气后])|(?<=,)[1-7](?![0-9.:点时月号日次天年人个]))"
)
_WEEKDAYS = f"{_WEEKDAY_FIRST}(?:(?:[,和及与到至~-]|还有)?(?:{_WEEK}{_WEEKDAY_FIRST}|{_WEEKDAY_MORE})){{0,6}}"

_AMOUNT = (
    f"(?:半个?(?:小时|钟头|钟|月|年|天|日)|[俩仨]个?(?:小时|钟头|月|星期|礼拜|周|年|季度)|{_COUNT}来?(?:多)?"
    "(?:个多?半?(?:小时|钟头|钟|月|星期|礼拜|周|季度|工作日)"
    "|(?:小时|分钟|分|刻钟|秒钟?|天|日|周|星期|礼拜|年|季度|工作日|h|min))半?)"
)
AMOUNTS = f"{_AMOUNT}(?:[零又,]?{_AMOUNT}){{0,2}}"
_AFTER = "(?:以后|之后|过后|后(?![天勤台备续果面代方半]))"
_BEFORE = "(?:以前|之前|前(?![天年台面途]|提(?!醒)))"

_VAGUE = (
    "[过等待呆]?一会儿?(?!一)|[等待呆过]会儿?(?![议场员长])|稍后|稍晚|晚一?点儿?(?![名到评])"
    "|晚一?些(?:时候)?|早一?点儿?(?![名到评])|早一?些(?:时候)?|回头(?![看率客])|改[天日]|哪天|某[天日]"
    "|有空|有时间|得空|抽空|找个?时间|以后|今后|将来|[过隔](?:几|两|些|一两|两三)[天日]|过几(?:周|个月)"
    "|过一?(?:阵子?|段时间|段日子)|近期|近日|近几天|这[几两][天日]|尽快|尽早|等通知|另行通知"
    f"|(?:时间)?待定|待通知|{_NEXT}[次回]|等一[下等]|等等(?=$|提醒|叫)|(?<![生节])日后|很快|过不久|到时再说|看情况"
    "|时间未定|不忙的?时候?|忙完|(?:吃完[早午晚]?饭|吃[早中午晚]?饭(?=时|的时|后|以后|之后))(?:以?后|之后|的?时候|时)?|午休(?:以?后|之后|时)?|择[日期]|不久|[上下]班(?:(?=前(?:半|[0-9一二两三四五六七八九十]))|之?前|以?后|之后|的?时候|时)"
    "|(?:[中晌]?午|早|晚|中)[饭餐](?:[之以]?前|以?后|之后)|饭[前后]|睡前|睡觉前|起床后|(?:开会|会|放假|天黑)前(?=$|提醒|叫|通知)"
    "|(?:下工|收工|放工|收班)(?:之?前|以?后|之后|的?时候)|[上下]了班(?:以?后|之后|的?时候)?|[上下]班那(?:会儿?|阵子?)"
    "|[快临]下班(?:了|前|那会儿?|那阵子?|的?时候|时)*|[散开]?会(?:以?后|之后)(?=$|提醒|叫|通知)|不?定期(?=提醒|叫|通知)|时不时|有机会|方便的?时候?"
    f"|合适的?时候|{_NEXT}半年|上半年|节[前后](?:(?:上班|第一[天个]|首个?|工作日|[天日])+(?=$|[,。]|提醒|叫|通知))?"
)
_PARTS = (
    "早起(?=[0-9一二两三四五六七八九十]{1,2}[点时:]|提|叫|喊)|[上下]半晌|头午|[头前下后过]晌午?(?!头)|[擦傍]黑儿?|凌晨|大?清早|清晨|一大早|一早|早晨|早上|早间|上午|午前|中午|正午|晌午(?:头上?儿?)?|午间|午后|下午|上昼|下昼|傍晚|黄昏"
    "|晚上|晚间|夜里|夜间|夜晚|当晚|大?半夜|深夜|午夜|子夜"
)
_NOT_OF_YEARS = "(?<![0-9一二三四五六七八九十两几多今去前明后半每])"
_OF_DAY = f"(?:{_WEEK}|早|晚|{_PARTS}|{_HOUR}[点时:])"
# After a feast is over, the day on which work begins: 五一收假第一天, 国庆回来上班那天.
_OVER = "(?:(?:收假|放完假?|休完假?|结束|回来(?=上班|开工)|一过|过[完后]|完了?)(?:之后|以后|后)?|[之以]?后)的?"
_WORK = "(?:(?:回来)?(?:上班|复工|开工|上工|返岗)的?)"
_FIRST_DAY = f"(?:[天日]{_WORK}?|工作日|上班日|班)"
_HOLIDAY = "|".join(sorted(holidays.NAMES, key=len, reverse=True))

# Builders of these names are in the lexer; a builder may refuse what the pattern found.
PATTERNS = {
    "vague": _VAGUE,
    "lead": (
        f"提前了?(?P<lead_amounts>{AMOUNTS})|(?:(?<=[,。;\\s])(?:开会|会议?|活动|开始|比赛|考试|报到))?"
        f"(?:之前|(?<=[会始动试课发赛期议合到幕班车节庆旦场讲演])前)(?P<lead_amounts2>{AMOUNTS})"
        "|的?(?:(?<![以之目当日])前(?P<lead_day>一[天日晚])|(?<![月年周季])头(?P<lead_eve>一?[天晚]))"
        f"|前(?P<lead_amounts3>{AMOUNTS})(?=提|叫|通知|告诉|喊|催|给我|跟我|吱|说)"
        f"|(?:临近?|距离?|离)(?:开[始会场幕课走讲赛演]|活动开始|出发|集合)(?:还有|还剩)?(?P<lead_amounts5>{AMOUNTS})"
        f"|(?:提|赶)?早(?P<lead_amounts4>{AMOUNTS})(?![后前内多])(?=$|[,。\\s]|提|叫|通知|告诉|喊|催|给我|跟我|再|就|来)"
    ),
    "lead_unsaid": "提前一?[点些会]?(?=提醒|叫我|告诉我|喊我|通知我)",
    "lag": "的?(?:第二|次|翌)[天日](?![0-9])|(?<=[会动试赛庆旦节])后一天",
    "iso": (
        "(?<![0-9.])(?P<iso_year>[12][0-9]{3})(?P<iso_mark>[-/.])(?P<iso_month>[0-9]{1,2})"
        "(?P=iso_mark)(?P<iso_day>[0-9]{1,2})(?![0-9])(?:t(?=[0-9]))?"
    ),
    "compact": (
        "(?<![0-9a-z])(?P<compact_year>20[2-9][0-9])(?P<compact_month>0[1-9]|1[0-2])"
        "(?P<compact_day>[0-2][0-9]|3[01])(?![0-9a-z])"
    ),
    "hourly": f"每(?:隔)?(?:(?:个|半个?|(?:{_COUNT})个?)?(?:小时|钟头|分钟|刻钟|秒)|半个?月|半天)",
    # 两周一次: a recurrence; 每周两次: when is not said.
    "per": (
        f"(?P<per_count>{_COUNT})个?(?P<per_unit>天|日|周|星期|礼拜|月|季度|年)(?P<per_times>[一1两二三四五2-5])[次回](?!性)"
    ),
    "times": "(?P<times>[两二三四五六2-6])[次回](?!性)",
    "every_day": "每一?[天日](?!都会)|天天|日日|每(?=[早晚])(?![早晚][点些])",
    "every_days": f"每(?P<days_gap>隔)?(?P<days_count>{_COUNT})[天日]|隔[天日]|每隔[天日]",
    "every_weekday": (
        f"(?:每一?个?(?:逢)?|逢|(?P<fortnight>隔|每隔))(?P<every_week>{_WEEK})"
        f"(?P<every_weekdays>{_WEEKDAYS}|末)"
    ),
    "every_weeks": (
        f"(?:每(?P<weeks_gap>隔)?(?P<weeks_count>{_COUNT})个?|(?P<weeks_other>隔|每隔)|每一?个?){_WEEK}"
        "(?!年|期|边)"
    ),
    "every_months": (
        "(?:每(?:隔)?(?P<months_count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个|每个?|月(?=月))月份?"
        f"(?P<months_stretch>{_STRETCH}|中(?!旬))?(?![0-9]*年)"
    ),
    "every_quarter": "每一?个?季度?(?P<quarter_end>[初末底](?!月))?",
    "every_half_year": "每(?:隔)?半年",
    "every_other": f"[单双](?:(?P<other_week>{_WEEK})|月)(?=的?(?:周|星期|{_DAY}[号日]))",
    "every_year": "每(?:隔)?(?P<years_count>[0-9]|[一二两三四五])?年|年年|每逢",
    "workdays": ("(?<!非)(?:每一?个?|每逢|逢)?(?:工作日|上班日)(?![志程记内])"),
    "next_workday": f"(?:{_NEXT}一?个?|最近一?个?)(?:工作|上班)日(?![志程记])",
    "past_moment": "刚才|刚刚|(?<![提以之目])前[几两][天日]",
    "ago": f"(?<!月)(?![0-9]{1, 4}日)(?P<ago_amounts>{AMOUNTS}){_BEFORE}",
    "after": (
        f"(?<![月0-9])(?:再?[过等隔])?(?P<after_amounts>{AMOUNTS})(?:左右)?{_AFTER}"
        f"|(?:再[过等有]|过|等)(?P<after_amounts2>{AMOUNTS})(?!的(?!{_OF_DAY}))"
    ),
    "bare_amount": (
        f"^(?!{_DAY}(?:日|年|季度))(?P<bare_amount>{AMOUNTS})$"
        f"|(?<![月0-9])(?!{_DAY}(?:日|年|季度))(?P<bare_amount2>{AMOUNTS})(?=提醒我|叫我|喊我)"
    ),
    "within": f"(?:{AMOUNTS})(?:之?内|以内)",
    "far_day": "外后[天日]",
    "days_running": (
        "(?:未来|接下来|今后|往后|连续|连着|一连)的?(?:这?几天|(?P<running_count>[0-9一二两三四五六七八九十]{1,2})个?"
        "(?P<running_unit>天|周|星期|礼拜))"
    ),
    "some_day": "明后(?:两?天)|今明(?:两天)?|今后两天",
    "relative_day": (
        f"(?<![收旁聆])听[日晚朝](?![期常程志报会子])|明朝(?=[上下早晚中]|{_HOUR}[点时:])|"
        "大前[天日]|(?<![提以之目日])前[天日晚](?!的?时)|昨[天日晚夜早]|今[天日晚早晨夜]|今儿个?"
        "|(?<!文)明[天日晚早晨](?!天)|明儿个?|大{1,3}后天|(?<!外)后[天晚]|(?<![今以之然最])后日(?!谈|子)|后儿个?"
    ),
    # 一三五早上: weekdays without the word, where the hour follows.
    "weekday_list": (
        f"(?<![{_CN}0-9周期拜第年月])(?:每?(?P<listed_from>逢)?)(?P<listed>[一二三四五六](?:,?[一二三四五六日]){{2,5}})"
        f"(?=的?(?:{_PARTS}|[早晚]))"
    ),
    "week_ordinal": f"第[一二三四五1-5]{_WEEK}(?:的?{_WEEK}?{_WEEKDAY_FIRST})?",
    "weekday": f"(?P<week_shift>{_SHIFT})?{_WEEK}(?P<weekdays>{_WEEKDAYS})",
    "weekend": f"(?P<weekend_shift>{_SHIFT})?(?:周末|双休日)(?:两天)?",
    "week": f"(?P<only_week_shift>{_SHIFT}){_WEEK}(?![期边围转到密年])(?P<week_end>[初末底])?",
    "ordinal": (
        "(?:第(?P<ordinal_count>[一二三四五1-5])个?|(?P<ordinal_first>首)个?|(?P<ordinal_last>最后一?个?)"
        f"|倒数第(?P<ordinal_from_end>[一二三1-3])个?)的?(?={_WEEK}[一二三四五六日天1-7]|工作日|上班日)"
    ),
    "quarter": (
        "第?(?P<quarter_number>[一二三四1-4])季度(?P<quarter_edge>[初末底])"
        f"|(?P<quarter_shift>{_NEXT}个?|这个?|本)?季度?(?P<quarter_stretch>[初末底])"
        f"|(?:{_NEXT}个?|这个?|本)季度"
    ),
    "month_of_quarter": (
        "(?:(?P<quarter_first>首个?|第?一个)|第?(?P<quarter_month>[二三])个|(?P<quarter_last>末|最后一?个?))"
        "月份?(?=的?(?:第|最后|[0-9一二三十]))"
    ),
    "edge_day": (
        f"(?P<edge_last>最后一[天日]|末日)|首日|(?<=[月年周季])头一?天|第(?P<edge_count>{_DAY})[天日]"
        f"|倒数第(?P<edge_from_end>{_DAY})[天日]"
    ),
    "month_shift": (
        f"(?P<month_shift>{_NEXT}下{{0,3}}|上{{1,4}}|这|本|当|次)(?:一?个)?月份?(?![球饼])"
        f"(?P<month_shift_stretch>{_STRETCH}|中(?!旬))?"
    ),
    "year_shift": (
        "(?P<year_shift>大?后|(?<!文)明|来|今|本|去|前)年(?![轻级会龄])(?P<year_shift_stretch>年?(?:[初底末]|中(?!秋)))?"
    ),
    "year": (
        f"(?<![0-9])(?P<year>[12][0-9]{{3}}|[0-9]{{2}}|二零[{_CN}]{{2}})年"
        f"(?=\\s?(?:{_DAY}月|年?[初底末]|{_HOLIDAY}))(?P<year_stretch>年?[初底末])?"
    ),
    "month": (
        f"(?<![0-9.第])(?P<month>{_DAY}|元)月份?(?P<month_stretch>{_STRETCH}|中(?!旬))?"
        "(?![一]课|份?的?(?:党费|工资|报表|材料|计划|总结|台账|考核|主题党日|学习|简报|会费))"
    ),
    "bare_stretch": "月(?P<bare_stretch>初|底|末|头上|尾(?![声款])|中(?!旬))|(?P<bare_third>[上中下]旬)",
    "year_end": "年[底末]|岁末|年终(?![总奖考述])|(?P<year_begin>年初)|(?P<year_middle>年中)",
    "day": (
        f"(?<![0-9.第路街巷道弄])(?P<days>{_DAY}(?:[号日]?(?P<days_join>[,和及与到至~-]){_DAY}){{0,4}})[号日]"
        "(?![楼线门厅桌馆院车机室令码教会文通公工仓厂食游志内均程历期元]|会议|报(?![名送满到]))"
    ),
    "day_bare": f"(?<=月)(?P<day_bare>{_DAY})(?![0-9.:点时月]){_NO_THING}",
    "dotted": (
        f"(?<![0-9./-])(?<![0-9]:)(?P<dot_left>[0-9]{{1,2}})(?P<dot_mark>[./-])(?P<dot_right>[0-9]{{1,2}})"
        f"{_NUMBER_ENDS}(?![{_THINGS}小分秒天周年月点时星礼刻]|的[党人同群职委代票成])"
    ),
    "dotted_day": (
        "(?<![0-9./-])(?<![0-9]:)(?P<dotted_month>[0-9]{1,2})[./-](?P<dotted_day>[0-9]{1,2})[号日](?![楼线])"
    ),
    "short_of": (
        f"差(?P<short_count>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?P<short_unit>分|刻)钟?到?"
        f"(?P<short_hour>{_HOUR})点钟?"
    ),
    "rough_clock": (
        "(?<![0-9])(?:[0-9]{1,2},(?=[0-9]{1,2}[点时])|[一两三四五六七八九](?=[二三四五六七八九十][点时]))"
        f"(?P<rough_hour>{_HOUR})[点时]钟?半?"
    ),
    "clock": (
        f"(?<![0-9.第])(?<![0-9]:)(?:(?P<clock_from>{_HOUR})(?:点|(?<![0-9]))?[-~到至])?(?P<hour>{_HOUR})"
        "(?P<mark>点(?:钟|整)?|时整?)"
        "(?:(?P<half>半)(?![个小天年月])|过?(?P<quarters>[一三13])刻钟?"
        f"|过?零?(?P<minute>{_MINUTE})分(?!钟|之|会|部|支)|零(?P<minute_small>[0-9一二三四五六七八九])(?![0-9])"
        f"|差(?:(?P<minute_less>{_MINUTE})分|(?P<quarter_less>一)刻)"
        f"|过?(?P<minute_bare>[0-9]{{2}}|[二三四五]?十[一二三四五六七八九]?)"
        f"(?![0-9一二三四五六七八九十分周月年天小日号:秒]){_NO_THING}"
        "|(?P<clock_more>[多来])(?![0-9了少自])钟?)?"
        f"(?P<seconds>[0-9]{{1,2}}秒)?"
    ),
    "colon": (
        "(?<![0-9.])(?<![0-9]:)(?P<colon_half_first>[ap]m\\s?)?(?P<colon_hour>[0-9]{1,2}):(?P<colon_minute>[0-9]{2})(?::[0-9]{2})?(?![0-9:])"
        r"\s?(?P<colon_half>[ap]m)?"
    ),
    "half_day": r"(?<![0-9.:])(?P<noon_hour>1[0-2]|[1-9])\s?(?P<noon_half>[ap]m)(?![a-z])",
    "four_digits": (
        f"(?<![0-9a-z])(?P<four_hour>[01][0-9]|2[0-3])(?P<four_minute>[0-5][05])(?![0-9a-z年])"
        f"{_NO_THING}"
    ),
    "twice": "上下午|一早一晚|早中?晚(?![会饭餐])",
    "part": f"(?P<part>{_PARTS})(?![好茶餐饭])",
    "part_short": (
        f"(?P<part_before_hour>[早晚])(?=\\s?{_HOUR}[点时:])|(?P<part_after_day>[早晚])"
        "(?![会宴饭餐点些报读自安婚场])"
    ),
    "same_day": "当[天日]|那[天日]|同一天",
    "lunar": (
        "(?:农历|阴历)?(?P<lunar_month>[正腊])月(?P<lunar_day>初?[一二三四五六七八九十廿]{1,3})"
        "|大年(?P<new_year_day>初[二三四五六七八九十])|(?P<small_year>(?<![中大])小年夜?)(?![轻级龄夜])|(?P<eighth>腊八)(?![粥蒜])"
        "|(?:农历|阴历)(?:[正腊冬一二三四五六七八九十]{1,3}月)?(?:初?[一二三四五六七八九十廿]{1,3})?|[正腊]月|(?<=月)初[一二三四五六七八九十]"
        "|(?<![0-9一二三四五六七八九十月])(?P<bare_lunar>初[一二三四五六七八九十])(?=$|[,。\\s]|[那当]天|一?早|晚上?|提|叫我|喊我)"
    ),
    "before_new_year": (
        f"{_NOT_OF_YEARS}年前(?:(?P<new_year_amounts>{AMOUNTS})|(?=$|[,。]|提醒|叫|通知))"
    ),
    "days_off": "(?:法定)?(?:节?假日|休息日|公休日)",
    "feast_beside": (
        f"(?P<beside_feast>{_HOLIDAY})节?(?P<beside_off>小?长?假期?|放假)?(?:之|以)?"
        f"(?:{_OVER}{_WORK}?(?:第(?P<after_nth>{_DAY})|首|头一?)个?{_FIRST_DAY}"
        f"|{_OVER}{_WORK}(?:[那当][天日])"
        f"|后的?(?:第?(?P<after_week>[一二三四1-4])个|首个)?{_WEEK}(?P<after_weekday>[一二三四五六日天])"
        "|前的?(?:最后)?一?个?(?:工作日|上班日)|前的?最后一[天日](?:上班)?"
        f"|(?(beside_off)|(?!前一[天日晚]))(?P<beside_side>[前后]|头(?=半个?月|.{{1,2}}个?(?:月|周|星期|礼拜)))(?P<beside_amounts>{AMOUNTS})"
        f"|(?<=[假期])的?(?P<off_day>第(?P<off_nth>{_DAY})[天日]|首日|头一天|(?P<off_last>最后一[天日]|末日)))"
    ),
    "new_year_over": (
        f"(?:过[完了](?P<over_feast>年|{_HOLIDAY})节?(?:[之以]?后的?)?|{_NOT_OF_YEARS}年后的?)"
        f"(?:{_WORK}?(?:第(?P<over_nth>{_DAY})|首|头一?)个?{_FIRST_DAY}|{_WORK}[那当][天日])"
    ),
    "holiday": f"(?P<holiday>{_HOLIDAY})(?:(?:国际|妇女|劳动|青年|儿童|建军|建党){{0,2}}节(?!气))?(?:节气)?",
    "same_hour": "这个?时候|这个点(?![名子评赞上])|这会儿|此时|此刻|同一时间|这个?时间",
    "bare_hour": "(?P<bare_hour>[0-9]{1,2})(?=$|提醒|叫我|喊我|[,。])",
}

# Words of these begin with common letters too; the other patterns need not be tried there.
LOOSE = ("vague", "lead", "lead_unsaid", "lag")
# What a time word can begin with: other places of a text need not be tried.
FIRST_OF_OTHERS = (
    "0123456789零一二两三四五六七八九十百廿卅半几数若"
    "年月日天周星礼季工上下这本当那前后今明昨来去大每隔逢单双次早晚中午清凌正晌傍黄夜深子"
    "第首末最倒再过等节差岁元农阴腊此同刚ap收快临法假休公外听头前擦俩仨初未接往连"
    + "".join({name[0] for name in holidays.NAMES})
)
FIRST = FIRST_OF_OTHERS + (
    "翌待呆稍回改哪某有得抽找以将近尽另时择不饭睡起放散定方很到看忙吃合开会活比考报提之的头临距离赶"
)
