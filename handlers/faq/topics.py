"""What questions are about: the words of policy, and those of what the other rooms do."""

from bot.language.text import either

POLICY = either(
    r"党费|党员|入党|党籍|党龄|党课|党日|党组织?|党委|党总支|党小组|机关党|党章|党徽|党旗",
    r"退党|脱党|预备期?|转正|积极分子|发展对象|介绍人|联系人|政审|政治审查|志愿书|申请书",
    r"思想汇报|考察|支部|支委|书记|换届|选举|选票|得票|候选|当选|三会一课|组织生活|民主评议",
    r"评议|民主生活|谈心|组织关系|介绍信|除名|处分|处置|流动|宣誓|减负|形式主义|打卡|积分",
    r"排名|接龙|截图|留痕|填表|报表|台账|公文|发文|会议(?!室)|开会|放假|调休|补休|假期|法定|春节",
    r"国庆|元旦|中秋|端午|清明|劳动节|妇女节|青年节|群众|家属|非党员|隐私|述职|学时",
    r"(?<![a-z])app|应用|小程序",
)

# Of what the other rooms do, only the rules are asked here.
OURS = either(
    r"报[了过]?名|缺席|爽约|没去|志愿|义工|社区|双报到|绑定|匿名|服务|活动|讲座|大讲堂|培训|比赛|参加|提醒|通知",
    r"注销|身份|取消|退出|信息|公众号|这个号|助手|手机号|拍照|签到",
)

# What an answer may be about besides; too common elsewhere to tell that policy is meant.
THINGS = either(
    r"总支|纪委|纪检|党组|工委|党办|党务|委员|任期|主持|等额|差额|投票|表决|到会|主任|处长",
    r"工资|绩效|津贴|补贴|车补|公积金|年金|养老金|退休|社保|经费|备案|审批|公示|政治面貌|档案|保险",
    r"谈话|联系人|培训|学习|短训|细则|条例|考核|评优|失联|出国|留学|借调|挂职|毕业|信教|宗教|案底",
    r"字数|文件|讲话|工作群|微信群|秒回|点赞|转发|照片|拍照|敏感|加班|调休|双休|周末|三八|五四|假",
    r"时长|误餐|注册|红包|服务队|代注册|关系|证明|收入|月薪|年薪|基数|组织",
)

# A question that names one of these wants an answer that speaks of it: whether 预备党员 take part is
# not told by what 流动党员 do, nor whether one meeting counts as another by how often it is held.
NAMED = (
    # Groups of people.
    r"预备党员|预备期",
    r"流动党员|流动",
    r"积极分子",
    r"发展对象",
    r"退休|离休|老党员",
    r"毕业",
    # Meetings and what else a branch holds.
    r"党员大会|支部大会|党员会",
    r"支委会|支部委员会",
    r"党小组",
    r"党课",
    r"党日",
    r"组织生活会",
    r"民主生活会",
    r"谈心|谈话",
    r"评议",
    r"选举|换届|当选|候选",
    r"代替|替代|当作|顶替",
    # Leave and pay that are no business of the party's.
    r"年休?假|产假|婚假|病假|事假|探亲假|职称|考勤",
    # Mishaps: what to do after them is seldom what the rule itself says.
    r"丢了|丢失|遗失|弄丢|搞丢|不见了|找不到了",
    r"[没不未](?:被|能)?(?:通过|批准|批下来)|没过(?=$| |怎|会|还|能)|被(?:拒|否|打回)",
    r"忘|漏[了掉交开做]|错过|没赶上",
)
# How something is asked, and what an answer to that has in it.
_LONG = r"[0-9一二三四五六两半]个?(?:多月|年|月|天|日|小时|周|季度|学时|工作日)"
GIVEN = (
    (r"(?:怎么|如何|什么方式)(?:投票|表决)|(?:投票|表决)方式", r"无记名|举手|票"),
    (r"(?:几|多少)个?(?:等次|等级|档)|分几[等档级]", r"等次|[一二两三四]档"),
    (
        r"(?:什么|哪些|啥|几个?)(?:程序|步骤|流程|手续)|(?:程序|步骤|流程|手续)(?:是|有|怎|$)",
        r"(?<!违反)(?<!规定)程序|步骤|流程|环节|手续|先|之后|以后|会前|讨论|报",
    ),
    (
        r"多久|多长时间|几个月|几年|期限|最长|多长",
        rf"{_LONG}|每[年月季周届]|届满|尚未公布|没有(?:规定|写|核)",
    ),
)
# An item of pay that is asked of: 值班费算党费基数吗. An entry that lists others does not tell.
PAY = (
    r"([^的按和与、 ][^的按和与、 党])(?:费|补贴|补助|津贴|工资|奖金?)"
    r"(?=[^ ]{0,6}(?:算不算|算党费|算进|计入|在不在|基数))"
)
