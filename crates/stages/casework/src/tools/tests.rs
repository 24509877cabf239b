use super::month::{self, Role};
use crate::testing::{Browser, Court};
use axum::http::StatusCode;
use db::Db;
use law::period::{self, Calendar};
use web::guard::encode;

/// What stands in one element.
async fn one(browser: &Browser, path: &str, selector: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.texts(selector).first().cloned().unwrap_or_else(|| panic!("{path}: no {selector}"))
}

db::on_each_db!(anybody_may_use_the_tools => async |db: Db| {
    let visitor = Court::on(db).visitor();
    visitor.get("/services").await.says(&["/tools"]);
    visitor.get("/tools").await.says(&["诉讼费计算", "期限计算", "案号核对", "不会保存"]);
    for path in ["/tools/fee", "/tools/deadline", "/tools/case-number"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.texts("h1").len(), 1, "{path}");
    }
});

db::on_each_db!(a_fee_is_told_with_its_working => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let total = one(&visitor, "/tools/fee?q=property&go=1&amount=5%E4%B8%87", ".fee__total").await;
    assert_eq!(total, "应当交纳1,050.00 元");
    visitor.get("/tools/fee?q=property&go=1&amount=50000").await.says(&[
        "壹仟零伍拾元整",
        "减半为 525.00 元",
        "按2.5%交纳",
        "诉讼费用交纳办法第十三条第一款第（一）项",
    ]);
    let halved = "/tools/fee?q=property&go=1&amount=50000&halved=simplified";
    assert_eq!(one(&visitor, halved, ".fee__total").await, "应当交纳525.00 元");
    let divorce = visitor.get("/tools/fee?q=divorce&go=1&amount=300000").await;
    divorce.says(&["550.00 元", "按最高标准为 800.00 元"]);
    let labour = one(&visitor, "/tools/fee?q=labour", ".fee__total").await;
    assert_eq!(labour, "应当交纳10.00 元");
    let back = "/tools/fee?q=reduced_claim&go=1&amount=600000&to=150000";
    assert_eq!(one(&visitor, back, ".fee__total").await, "应当退还6,500.00 元");
    visitor.get("/tools/fee?q=relief&go=1&amount=1000&relief=reduced&percent=50").await
        .says(&["500.00 元"]);
    visitor.get("/tools/fee?q=enforcement&go=1").await.says(&["不需要预交", "500.00 元"]);
});

db::on_each_db!(every_fee_can_be_asked => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let list = visitor.get("/tools/fee").await;
    for question in law::fee::questions() {
        list.says(&[&format!("/tools/fee?q={}", question.key), question.label]);
        let to = if question.key == "reduced_claim" { 1 } else { 90_000 };
        let path = format!(
            "/tools/fee?q={}&go=1&amount=80000&to={to}&ended=mediated&relief=exempted&halved=",
            question.key,
        );
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", question.key);
        assert_eq!(answer.texts(".fee__total").len(), 1, "{}", question.key);
        assert!(!answer.texts("tbody tr").is_empty(), "{}", question.key);
    }
});

db::on_each_db!(a_fee_that_cannot_be_told_is_explained_at_its_field => async |db: Db| {
    let visitor = Court::on(db).visitor();
    for (path, field, text) in [
        ("/tools/fee?q=property&go=1", "amount", "诉讼请求的金额未填写"),
        ("/tools/fee?q=property&go=1&amount=%E5%BE%88%E5%A4%9A", "amount", "无法识别"),
        ("/tools/fee?q=added_claim&go=1&amount=9&to=8", "to", "大于"),
        ("/tools/fee?q=refund&go=1&amount=9", "ended", "怎样结束"),
        ("/tools/fee?q=relief&go=1&amount=9", "relief", "司法救助"),
        ("/tools/fee?q=relief&go=1&amount=9&relief=reduced&percent=10", "percent", "30"),
        ("/tools/fee?q=nothing", "q", "没有这种费用"),
        ("/tools/fee?cause=xyzzy", "cause", "没有找到"),
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        answer.says(&[text, &format!("href=\"#{field}\""), &format!("id=\"{field}\"")]);
        assert!(answer.texts(".fee__total").is_empty(), "{path}");
    }
});

db::on_each_db!(a_cause_leads_to_its_fee => async |db: Db| {
    let visitor = Court::on(db).visitor();
    for (words, name, question) in [
        ("欠钱不还", "民间借贷纠纷", "property"),
        ("离婚", "离婚纠纷", "divorce"),
        ("名誉权", "名誉权纠纷", "personality"),
        ("追索劳动报酬", "追索劳动报酬纠纷", "labour"),
    ] {
        let answer = visitor.get(&format!("/tools/fee?cause={}", encode(words))).await;
        answer.says(&[&format!("<a class=\"govuk-link\" href=\"/tools/fee?q={question}\">{name}</a>")]);
    }
});

db::on_each_db!(a_deadline_is_told_with_its_working => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let appeal = "/tools/deadline?by=rule&rule=appeal_judgment&from=2026-02-08";
    let day = one(&visitor, appeal, ".fee__total").await;
    assert_eq!(day, "最后一天2026年2月24日（周二）");
    let answer = visitor.get(appeal).await;
    answer.says(&[
        "民事诉讼法第一百七十一条第一款",
        "2026年2月23日（周一）",
        "春节",
        "已经过去271天",
        "value=\"2026\"",
    ]);
    assert_eq!(answer.texts("table.calendar caption"), ["2026年2月"]);
    assert_eq!(answer.texts(".calendar__day--last"), ["24止届满日"]);
    assert_eq!(answer.texts(".calendar__day--passed"), ["23延顺延越过，春节"]);
    assert_eq!(answer.texts(".calendar__day--trigger").len(), 1);
    assert_eq!(answer.texts(".calendar__day--counted").len(), 14);
    assert!(answer.texts(".calendar__sign").contains(&"班".to_owned()));
    let parts = "/tools/deadline?rule=fee_payment&from_year=2025&from_month=9&from_day=24";
    assert_eq!(one(&visitor, parts, ".fee__total").await, "最后一天2025年10月9日（周四）");
    let free = "/tools/deadline?by=length&n=3&unit=working_day&from=2026-09-30";
    assert_eq!(one(&visitor, free, ".fee__total").await, "最后一天2026年10月10日（周六）");
    let hours = "/tools/deadline?rule=preservation_urgent_decide&from=2025-09-30&time=16:20";
    visitor.get(hours).await.says(&["2025年10月2日（周四）17:00"]);
    let hearing = "/tools/deadline?rule=hearing_notice&from=2026-02-26";
    visitor.get(hearing).await.says(&["2026年2月22日", "2026年2月14日", "2026年2月23日"]);
});

db::on_each_db!(every_rule_can_be_asked => async |db: Db| {
    let visitor = Court::on(db).visitor();
    for rule in period::rules().iter().filter(|rule| rule.validity.until.is_none()) {
        let path = format!("/tools/deadline?rule={}&from=2026-05-06&time=9:00", rule.key);
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", rule.key);
        assert_eq!(answer.texts(".fee__total").len(), 1, "{}", rule.key);
        answer.says(&[rule.article]);
    }
});

db::on_each_db!(where_the_law_is_silent_both_days_are_shown => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let limit = visitor.get("/tools/deadline?rule=trial_small&from=2025-08-01").await;
    limit.says(&["不顺延（本页采用）", "2025年10月1日（周三）", "2025年10月9日（周四）"]);
    let unknown = visitor.get("/tools/deadline?rule=retrial_apply&from=2026-11-20").await;
    unknown.says(&["2027年的放假安排尚未导入", "中间省略 3 个月"]);
});

db::on_each_db!(a_deadline_that_cannot_be_told_is_explained_at_its_field => async |db: Db| {
    let visitor = Court::on(db).visitor();
    for (path, field, text) in [
        ("/tools/deadline?from=2026-02-30&rule=defence", "from", "没有这一天"),
        ("/tools/deadline?rule=defence", "from", "未填写完整"),
        ("/tools/deadline?from=2026-02-03", "rule", "没有选择"),
        ("/tools/deadline?from=2026-02-03&rule=x", "rule", "没有这一种"),
        ("/tools/deadline?from=2026-02-03&by=length", "n", "整数"),
        ("/tools/deadline?from=2026-02-03&n=99999", "n", "整数"),
        ("/tools/deadline?from=2026-02-03&rule=preservation_urgent_decide", "time", "几点几分"),
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        answer.says(&[text, &format!("href=\"#{field}\""), &format!("id=\"{field}\"")]);
    }
});

db::on_each_db!(a_case_number_is_taken_apart => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let path = |number: &str| format!("/tools/case-number?number={}", encode(number));
    let good = visitor.get(&path("(2026) 粤0192民初 12 号")).await;
    good.says(&["（2026）粤0192民初12号", "广州互联网法院", "基层人民法院", "民事一审案件"]);
    assert_eq!(good.texts("tbody tr").len(), 4);
    let special = visitor.get(&path("（2019）最高法知民终1号之二")).await;
    assert_eq!(special.texts("tbody tr").len(), 6);
    visitor.get(&path("（2030）粤0192民初1号")).await.says(&["晚于今年"]);
    visitor.get(&path("（2015）穗天法民一初字第123号")).await.says(&["旧案号", "2016年1月1日以前"]);
    let wrong = visitor.get(&path("（2026）粤019民初1号")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["href=\"#number\"", "应为两位", "value=\"（2026）粤019民初1号\""]);
});

#[test]
fn a_month_is_laid_out_from_monday() {
    let day = |text: &str| text.parse().unwrap();
    let calendar = Calendar::builtin();
    let due = period::due("appeal_judgment", day("2026-09-25"), calendar).unwrap();
    let months = month::months(&due, calendar);
    assert_eq!(
        months.iter().map(|m| m.title.as_str()).collect::<Vec<_>>(),
        ["2026年9月", "2026年10月"]
    );
    assert!(months.iter().all(|m| m.weeks.iter().all(|week| week.len() == 7)));
    let squares: Vec<_> = months[1].weeks.iter().flatten().flatten().collect();
    assert_eq!(squares.len(), 31);
    let last = squares.iter().find(|square| square.role == Role::Last).unwrap();
    assert_eq!((last.day, last.make_up, last.words().as_str()), (10, true, "届满日，调休上班"));
    assert_eq!(month::left(day("2026-10-10"), day("2026-10-10")), "今天届满");
    assert_eq!(month::left(day("2026-10-10"), day("2026-10-01")), "还有9天");
    let years = period::due("enforce_apply", day("2024-02-29"), calendar).unwrap();
    let months = month::months(&years, calendar);
    assert_eq!(months.iter().map(|m| m.left_out).collect::<Vec<_>>(), [0, 0, 21, 0]);
}

db::on_each_db!(an_empty_form_is_told_what_is_missing => async |db: Db| {
    let visitor = Court::on(db).visitor();
    for (path, said) in [
        ("/tools/deadline?go=1&by=rule", "没有选择是哪一种期限"),
        ("/tools/deadline?go=1&by=length", "长度应为1至"),
        ("/tools/fee?cause=&find=1", "请写出是什么纠纷"),
        ("/tools/case-number?number=", "请填写案号"),
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        answer.says(&[said]);
    }
    let rules = visitor.get("/tools/deadline").await;
    assert_eq!(rules.texts("optgroup").len(), 5);
    assert_eq!(rules.texts("optgroup option").len(), rules.texts("#rule option").len() - 1);
});

db::on_each_db!(a_number_without_brackets_is_put_right => async |db: Db| {
    let visitor = Court::on(db).visitor();
    let path = |typed: &str| format!("/tools/case-number?number={}", encode(typed));
    for typed in ["2026粤0106民初1号", "2026年粤0106民初1号", "〔2026〕粤0106民初1号", "[2026] 粤0106 民初 001 号"] {
        visitor.get(&path(typed)).await.says(&["（2026）粤0106民初1号"]);
    }
    visitor.get(&path("2026粤0106民初1号")).await.says(&["规范写法", "年份2026加上括号"]);
});
