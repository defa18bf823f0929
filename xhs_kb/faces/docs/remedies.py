"""What to do about each trouble code, in English and Chinese, and what the code means in Chinese.

What it means in English stands with the code itself (`ground.codes`), as the messages do.
"""

from __future__ import annotations

from ...ground.codes import CODES

_EN_ZH: dict[str, tuple[str, str, str]] = {
    # reading a folder
    "no-folder": (
        "Name a folder that is there, or leave `--kb` out to use the one that ships.",
        "知识库文件夹不存在。",
        "请指定存在的文件夹，或省略 `--kb` 使用自带的知识库。",
    ),
    "empty-folder": (
        "Put at least one file that ends in `.yaml` or `.yml` into the folder.",
        "文件夹内没有YAML文件。",
        "请在文件夹内放入至少一个 `.yaml` 或 `.yml` 文件。",
    ),
    "unreadable": (
        "Look at the permissions of the file, and whether it is still there.",
        "文件或文件夹无法打开。",
        "请检查其权限以及是否仍然存在。",
    ),
    "link": (
        "Put the file itself into the folder instead of a link to it.",
        "链接指向文件夹之外，或指向另一个文件夹。",
        "请放入文件本身，而不是链接。",
    ),
    "encoding": ("Save the file as UTF-8.", "文件不是UTF-8文本。", "请将文件另存为UTF-8。"),
    "damaged-file": (
        "Compile the knowledge base again with the version that is to read it.",
        "已编译的知识库与写入时不同，或属于其他版本。",
        "请用读取它的版本重新编译知识库。",
    ),
    "limit": (
        "Split what is too large, or pass larger `limits` to the API.",
        "某处过大、过深或过长，超出限制。",
        "请拆分过大的部分，或在API中传入更大的 `limits`。",
    ),
    "yaml": (
        "Mend the place that is marked: most often indentation, a tab, or a quote that is not closed.",
        "文件不是YAML。",
        "请修改标出的位置：多为缩进、制表符或未闭合的引号。",
    ),
    "several-documents": (
        "Put what follows `---` into a file of its own.",
        "一个文件含有多个YAML文档。",
        "请把 `---` 之后的内容放到单独的文件。",
    ),
    "tag": (
        "Take the tag away; quote the value if it is a text.",
        "值带有YAML标签，标签在此没有意义。",
        "请去掉标签。",
    ),
    "not-a-mapping": (
        "Begin the file with sections, such as `rules:`, and records below them.",
        "文件顶层不是各节的映射。",
        "请以 `rules:` 等节开头，其下写记录。",
    ),
    "duplicate-key": (
        "Join the two, or take one away: YAML keeps only one of them.",
        "同一映射中一个键出现两次。",
        "请合并或删去其一。",
    ),
    # reading records
    "unknown-section": (
        "Write it as it is suggested, or declare the kind whose `plural` it is.",
        "文件中有模式未定义的节。",
        "请按建议书写，或声明以它为 `plural` 的种类。",
    ),
    "unknown-key": (
        "Write it as it is suggested; `docs/reference/files.md` lists the keys of each sort.",
        "记录、规则或声明中有无意义的键。",
        "请按建议书写；各类记录的键见 `docs/reference/files.md`。",
    ),
    "unknown-name": (
        "Write one of the names that are suggested, or add the record or an alias.",
        "名称或标识在知识库中没有所指。",
        "请用建议的名称，或添加记录或别名。",
    ),
    "missing-key": ("Add the key that is named.", "缺少必填内容。", "请补上指出的键。"),
    "missing-source": (
        "Add `source: id#place`, or a `source` for the whole file.",
        "记录、关系或规则没有出处。",
        "请加上 `source: id#位置`，或为整个文件设 `source`。",
    ),
    "bad-id": (
        "Use lower case letters, digits and `_`, a letter first; a source may have hyphens.",
        "标识不合snake_case写法（出处可用连字符）。",
        "请用小写字母、数字与下划线，以字母开头。",
    ),
    "duplicate-id": (
        "Rename one of them: records, rules, sources, procedures, actions and inputs share one space of ids.",
        "两条记录或两个同类声明使用同一标识。",
        "请改名其一：所有记录共用一个标识空间。",
    ),
    "duplicate-section": (
        "Keep the section in one file only.",
        "知识库中只能出现一次的节出现了两次。",
        "请只在一个文件中保留该节。",
    ),
    "reserved-name": (
        "Choose another id; the format uses this word itself.",
        "该名称已被格式本身占用。",
        "请另选标识。",
    ),
    "type": (
        "Write a value of the type that the message names; the forms of values are in the grammar.",
        "值与类型不符，或不可能存在。",
        "请按信息所示类型书写；写法见语法页。",
    ),
    "shape": (
        "Write a list, a mapping or a text, as the message asks.",
        "列表、映射或文本出现在应为另一种的位置。",
        "请按提示改为列表、映射或文本。",
    ),
    "wrong-kind": (
        "Name a record of one of the kinds that may stand there, or widen the declaration.",
        "此处只能出现其他种类的记录。",
        "请改用允许的种类，或放宽声明。",
    ),
    "cycle": (
        "Take away one of the steps that the message lists.",
        "`is_a` 或 `exception_to` 的链条首尾相接。",
        "请去掉信息中列出的某一环。",
    ),
    "period": (
        "Let `until` lie after `from`: it is the first day on which the thing no longer holds.",
        "时段的开始不早于结束。",
        "请使 `until` 晚于 `from`：它是不再有效的第一天。",
    ),
    "role-conflict": (
        "Rename one of the roles, or let one action alone declare it.",
        "行为从上级继承了两个同名而不同的角色。",
        "请改名其一，或只由一个行为声明。",
    ),
    "rule-form": (
        "Give `that` to require and recommend, and to no other effect.",
        "规则含有其效果不用的键，或缺少所需的键。",
        "`require` 与 `recommend` 需要 `that`，其他效果不用。",
    ),
    "condition-style": (
        "Write the condition plainly on one line, without quotes.",
        "条件所用的YAML写法使错误无法定位。",
        "请把条件写成一行，不加引号。",
    ),
    "replaces": (
        "Say `valid: {from: DAY}`, and rest the rule on a source that is at least as strong.",
        "规则取代另一条，却没有起始日期，或效力更弱。",
        "请写明 `valid: {from: 日期}`，并引用效力不低的出处。",
    ),
    "weak-exception": (
        "Rest the exception on a source that is as strong as that of the rule, or drop it.",
        "例外效力不足，不起作用（警告）。",
        "请为例外引用效力不低于规则的出处，或删去例外。",
    ),
    "exception-not-passed": (
        "Add the new rule to `exception_to` where the exception is meant to last.",
        "对被取代规则的例外没有延续到新规则（警告）。",
        "如例外仍应有效，请在 `exception_to` 中加上新规则。",
    ),
    "conflict": (
        "Say `exception_to` in the one that is to win, or narrow one of them; where sources really differ, leave it.",
        "一条允许与一条禁止可能同时适用，且互不提及（警告）。",
        "请在应优先者写 `exception_to`，或缩小其一；若来源确有分歧，可保留。",
    ),
    "never-holds": (
        "Mend the days, or take the rule away.",
        "规则已没有任何有效的日子（警告）。",
        "请更正日期，或删去规则。",
    ),
    # asking
    "syntax": (
        "Go on as the message says; Tab in the session shows what may come next.",
        "问题、图查询或条件无法理解。",
        "请按提示续写；在会话中按Tab可看后续选项。",
    ),
    "ambiguous-name": (
        "Write one of the ids that are listed.",
        "名称可指多个事物，且都合适。",
        "请写出列出的某个标识。",
    ),
    "unknown-label": (
        "Use the id of a kind, such as `rule`.",
        "图查询用了不存在的种类。",
        "请用种类的标识，如 `rule`。",
    ),
    "unknown-property": (
        "Use a property of the kind; the message lists what is near.",
        "图查询用了该种类没有的属性。",
        "请用该种类的属性；信息中有相近者。",
    ),
    "unknown-type": (
        "Use the id of a relation, or one of the built-in edges.",
        "图查询用了不存在的关系类型。",
        "请用关系的标识或内置的边。",
    ),
    "impossible-edge": (
        "Turn the arrow round, or name other kinds at its ends.",
        "图查询画了模式中不可能的边。",
        "请调转箭头，或改换两端的种类。",
    ),
    "parameter": (
        "Give every `$name` a value of its type: `--param name=value`, or `parameters=` in Python.",
        "参数缺失、未知或类型不符。",
        "请为每个 `$name` 给出合适的值：`--param name=value` 或 `parameters=`。",
    ),
    "contradiction": (
        "Take one of the two statements away, or ask about another day.",
        "所述内容自相矛盾，或与记载矛盾。",
        "请去掉其中一项，或改问其他日期。",
    ),
    "write-clause": ("Ask with MATCH and RETURN.", "图查询会改动图；此处只能读取。", "请用MATCH与RETURN提问。"),
    "invalid-kb": (
        "Run `xhs-kb validate` and mend what it reports.",
        "文件夹不是有效的知识库。",
        "请运行 `xhs-kb validate` 并改正所报问题。",
    ),
    # what rules mean together
    "never-applies": (
        "Look at the case in the help: nothing that can be said makes the conditions true.",
        "规则永远不会适用（警告）。",
        "请看提示中的个案：没有任何情况使条件成立。",
    ),
    "always-set-aside": (
        "Narrow the exceptions, or take the rule away.",
        "规则凡适用处都被排除（警告）。",
        "请缩小例外，或删去规则。",
    ),
    "always-true": ("Take the condition away, or mend it.", "条件恒真（警告）。", "请删去或改正条件。"),
    "always-false": ("Mend the condition: no case meets it.", "条件恒假（警告）。", "请改正条件：没有个案能满足。"),
    "exception-to-nothing": (
        "Name the rule that it is meant to set aside, or take `exception_to` away.",
        "例外永远遇不到它所指的规则（警告）。",
        "请写明要排除的规则，或去掉 `exception_to`。",
    ),
    "contradiction-of-rules": (
        "Say which of the two wins: by `exception_to`, `replaces`, days or a stronger source.",
        "范围、效力与日期相同的两条规则说法相反（警告）。",
        "请用 `exception_to`、`replaces`、日期或更强的出处分出先后。",
    ),
    "unused-input": (
        "Use it in a condition, or take it away.",
        "没有规则用到的输入（警告）。",
        "请在条件中使用，或删去。",
    ),
    # what makes an answer less sure
    "stale-source": (
        "Look whether it still holds, and say so with `observed`.",
        "来源最近一次确认已过久（警告）。",
        "请核实是否仍然有效，并用 `observed` 注明。",
    ),
    "sources-disagree": (
        "Ask `according to` one of them to see its account alone.",
        "按另一来源的说法，结论会不同（警告）。",
        "可用“据某来源”只看其说法。",
    ),
    "not-exact": (
        "Say more of the case, or raise the limit that the message names.",
        "有一点未能精确判定（警告）。",
        "请说明更多情况，或提高信息所示的限制。",
    ),
    "assumed": (
        "`retract NAME` drops what the session assumes.",
        "答案依据了会话中假设的情况（警告）。",
        "用 `撤回 名称` 可取消会话中的假设。",
    ),
}


def meaning(code: str, language: str) -> str:
    """What a code means."""
    return _EN_ZH[code][1] if language == "zh" else CODES[code]


def remedy(code: str, language: str) -> str:
    """What to do about it."""
    return _EN_ZH[code][2 if language == "zh" else 0]
