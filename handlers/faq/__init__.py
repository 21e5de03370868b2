"""Policy questions: answers with document, article and date."""

from collections.abc import Callable

from bot.content import Knowledge
from bot.conversation.capability import Action, Capability, Wording
from handlers.faq import chat
from handlers.faq.topics import OURS, POLICY
from handlers.speech import either

QUESTION = Wording(
    topics=POLICY,
    cues=either(
        r"什么|怎么|多[少久长大]|几|谁|哪|吗|[不没](?= |$)|不[能行要]|能|可以|可否|是否",
        r"要(?:不要|求|提前|[几多满先交经报])|需要|必须(?=.*(?:[吗不没]|什么|谁))|算|得|该|条件|资格|要求|程序|手续",
        r"流程|步骤|规定|期限|时限|比例|标准|依据|合规|区别|影响",
    ),
    hints=r".",
    unless=r"提醒我|叫我|喊我|催我|[给帮替]我[报登记]",
)

RULES = Wording(
    topics=OURS,
    cues=either(
        r"条件|资格|程序|手续|步骤|规定|规矩|期限|时限|有效|比例|标准|依据|算不算|算数|算谁|合规",
        r"违规|违反|允许|必须(?=.*(?:[吗不没]|什么|谁))|强制|硬性|摊派|指派|(?:(?<!社区)要不要|需不需要)(?![帮人志])",
        r"需要[^ ]{0,4}(?:身份|党员(?:身份|吗|才)|审批|批准|同意|交|证|申请)|用不用|该不该",
        r"能不能(?!.{0,8}(?:[帮给替]我|[换改转切报去留占]))|可不可以|可以不|能不去",
        r"谁来?[批管出买开记定]|谁来?负责|[找跟向由归]谁|怎么[写填算开补记]",
        r"怎么(?:证明|认定|计算|办)|去哪里?开|会怎|后果|影响|处罚|处分|扣分|通报|考核|评优",
        r"加分|补贴|报酬|工资|报销|费用|经费|收费|要钱|花钱|奖品|保险|受伤|责任|限制|盖章",
        r"请假条|[什么哪些]材料|上交|补办|丢了|会不会|给别人看|告诉(?:领导|别人|单位)|补助",
        r"合适吗|合理|不[^ ]{1,6}(?:可以|能)[^ ]{0,8}吗|(?:以后|之后)[^ ]{0,12}吗|时长|学时",
        r"学分|证明|证书|为什么|年龄(?!大)|要求(?= |$)|群众|家属|非党员|没有党员|(?<!有)意思|权利|记录",
        r"检讨|匿名|能代|请假吗|给不给|区别|含义|多大|年满|几岁|岁数(?!大)|泄露|公开|补休",
    ),
    unless=r"提醒我|叫我|喊我|绑[^ ]{0,8}不[上了成]|我[^ ]{0,6}(?:冲突|有事|去不了|来不了|没空)",
    weight=8,
)


def capability(knowledge: Knowledge, pinyin: Callable[[str], str], rooms: chat.Rooms) -> Capability:
    """`pinyin` gives the syllable of one character, for questions typed by sound; `rooms` lists
    every capability: what is none of their commands may still mean something to one."""
    answers = chat.PolicyAnswers(knowledge, pinyin, rooms)
    return Capability(
        name="faq",
        title="政策问答",
        asked=(QUESTION, RULES),
        actions=(
            Action("show", answers.show),
            Action("none_of_them", chat.none_of_them),
            Action("useful", chat.useful, starts=("有用",), offered=True),
            Action("useless", chat.useless, starts=("没用",), offered=True),
        ),
        answers=answers,
        personal=chat.personal,
        erase=chat.erase,
        help=("政策　直接问，如“预备期多长”“党费怎么交”",),
    )
