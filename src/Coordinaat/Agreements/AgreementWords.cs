using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Agreements;

/// <summary>One difference between two versions.</summary>
internal sealed record Difference(string What, string Before, string After);

/// <summary>Rules as people say them, and what changed between two versions.</summary>
internal static class AgreementWords
{
    /// <summary>A rule in one sentence: for whom, and what.</summary>
    public static string Of(AgreementRule rule, View view)
    {
        var when = string.Join(", ", Conditions(rule.When, view));
        var then = Effect(rule, view);
        return when.Length == 0
            ? Capital(then)
            : $"{Capital(when)}: {then}";
    }

    /// <summary>What an effect does, without for whom.</summary>
    public static string Effect(AgreementRule rule, View view)
    {
        var units = Units(rule.When.Units, view);
        return rule.Then switch
        {
            Exclude => $"{units}: {view.T("niet vragen", "not asked")}",
            Prefer { Minutes: > 0 } e => $"{units}: {e.Minutes} min "
                + view.T("dichterbij gerekend", "counted nearer"),
            Prefer e => $"{units}: {-e.Minutes} min "
                + view.T("verder weg gerekend", "counted farther"),
            Consult e => view.T("eerst overleg met ", "first consult ")
                + view.Code(CodeList.Function, e.Function)
                + (rule.When.Units.IsAll ? "" : view.T(", voor ", ", for ") + units),
            AnswerWithin e => $"{units}: "
                + view.T("antwoord binnen ", "answer within ") + $"{e.Minutes} min",
            MustAnswer => $"{units}: " + view.T(
                "altijd antwoord, en bij nee de reden",
                "always an answer, and the reason of a no"),
            AskPolicy e => view.T("hooguit ", "at most ") + e.AtOnce
                + view.T(
                    " tegelijk gevraagd; na een nee of stilte ",
                    " asked at once; after a no or silence ")
                + (e.NextByItself
                    ? view.T("vanzelf de volgende", "the next by itself")
                    : view.T("kiest de coördinator", "the coordinator chooses")),
            Ladder e => string.Join("; ", e.Steps.Select(s => Step(s, view))),
            FairLoad e => view.T(
                    "bij gelijke afstand eerst wie het minst van zijn deel nam, naar ",
                    "among equals first who took least of its share, by ")
                + view.Label(e.Key),
            StopPolicy e => view.Code(CodeList.StopKind, e.Stop) + ": " + (e.IsAllowed
                ? $"{view.T("stops van meestal", "stops of usually")} {e.UsualMinutes} min, "
                    + $"{view.T("hooguit", "at most")} {e.MostAtOnce} "
                    + view.T("tegelijk", "at once")
                : view.T("geen stops", "no stops")),
            Instead e => (e.Complaints.IsEmpty
                    ? view.T("bij elke klacht", "for every complaint")
                    : string.Join(", ", e.Complaints.Select(c => view.Code(CodeList.Complaint, c))))
                + $": {view.Code(CodeList.Alternative, e.Alternative)}"
                + view.T(", in plaats van ", ", instead of ")
                + view.Code(CodeList.Avoided, e.Avoids)
                + (e.Tasks is { Length: > 0 } tasks
                    ? $" ({string.Join(
                        ", ", tasks.Select(t => view.Code(CodeList.VisitTask, t)))})"
                    : ""),
            _ => rule.Then.GetType().Name,
        };
    }

    /// <summary>One step of a ladder.</summary>
    public static string Step(LadderStep step, View view) =>
        (step.AfterMinutes == 0
            ? view.T("eerst ", "first ")
            : view.T("na ", "after ") + $"{view.Length(Duration.FromMinutes(step.AfterMinutes))} ")
        + view.Label(step.Reach)
        + (step.Subregions.IsEmpty ? "" : $" ({Subregions(step.Subregions, view)})");

    /// <summary>What is different in a version.</summary>
    public static IEnumerable<Difference> Between(
        AgreementTerms before, AgreementTerms after, View view)
    {
        (string What, string Before, string After)[] plain =
        [
            (view.T("Titel", "Title"), before.Title, after.Title),
            (view.T("Tekst", "Text"), before.Text, after.Text),
            (view.T("Subregio's", "Subregions"), Subregions(before.Subregions, view),
                Subregions(after.Subregions, view)),
            (view.T("Partijen", "Parties"), Organisations(before.Parties, view),
                Organisations(after.Parties, view)),
            (view.T("Vanaf", "From"), Day(before.From), Day(after.From)),
            (view.T("Tot", "Until"), Day(before.Until), Day(after.Until)),
        ];
        var rules = before.Rules.Concat(after.Rules).Select(r => r.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(n => (
                What: view.T("Regel ", "Rule ") + $"“{n}”",
                Before: Sentence(before, n, view), After: Sentence(after, n, view)));
        var examples = before.Examples.Concat(after.Examples).Select(e => e.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(n => (
                What: view.T("Voorbeeld ", "Example ") + $"“{n}”",
                Before: ExampleOf(before, n, view), After: ExampleOf(after, n, view)));
        return plain.Concat(rules).Concat(examples).Where(d => d.Before != d.After)
            .Select(d => new Difference(d.What, d.Before, d.After));
    }

    /// <summary>What an example asks and expects.</summary>
    public static string Of(AgreementExample example, View view) => string.Join(
        ", ",
        new[]
        {
            view.Clock(example.At), CareType(example.CareType, view), example.Urgency,
            view.Label(example.Age), view.Label(example.Origin),
            Subregions([example.Subregion], view), UnitName(example.Unit, view),
            example.WaitingMinutes > 0
                ? view.T("wacht ", "waits ") + $"{example.WaitingMinutes} min"
                : "",
        }.Where(p => p.Length > 0)) + " → " + Of(example.Expected, view);

    /// <summary>What is expected, or came out.</summary>
    public static string Of(ExpectedOutcome expected, View view) => string.Join(
        ", ",
        new[]
        {
            expected.Excluded switch
            {
                true => view.T("niet gevraagd", "not asked"),
                false => view.T("wel gevraagd", "asked"),
                null => "",
            },
            expected.NearerMinutes is { } minutes
                ? $"{minutes} min {view.T("dichterbij", "nearer")}"
                : "",
            expected.Consult is { } function
                ? function.Length == 0
                    ? view.T("geen overleg", "no consultation")
                    : view.T("overleg met ", "consult ") + view.Code(CodeList.Function, function)
                : "",
            expected.AnswerMinutes is { } answer
                ? view.T("antwoord in ", "answer in ") + $"{answer} min"
                : "",
            expected.AtOnce is { } atOnce ? $"{atOnce} {view.T("tegelijk", "at once")}" : "",
            expected.Reach is { } reach ? view.Label(reach) : "",
        }.Where(p => p.Length > 0));

    /// <summary>Which units a rule is about.</summary>
    public static string Units(UnitSelection units, View view)
    {
        string[] parts =
        [
            .. units.Units.Select(u => UnitName(u, view)),
            Organisations(units.Organisations, view),
            units.Subregions.IsEmpty
                ? ""
                : view.T("in ", "in ") + Subregions(units.Subregions, view),
            units.Labels.IsEmpty
                ? ""
                : view.T("met ", "with ") + string.Join(view.T(" of ", " or "), units.Labels),
        ];
        return units.IsAll
            ? view.T("elke plek", "every place")
            : string.Join(", ", parts.Where(p => p.Length > 0));
    }

    private static IEnumerable<string> Conditions(RuleCondition when, View view)
    {
        var regions = view.Regions;
        if (!when.CareTypes.IsEmpty)
        {
            yield return string.Join(
                view.T(" of ", " or "), when.CareTypes.Select(c => CareType(c, view)));
        }

        if (!when.Urgencies.IsEmpty)
        {
            yield return string.Join("/", when.Urgencies);
        }

        if (!when.Ages.IsEmpty)
        {
            yield return string.Join(", ", when.Ages.Select(a => view.Label(a)));
        }

        if (!when.Origins.IsEmpty)
        {
            yield return view.T("vanuit ", "from ")
                + string.Join(", ", when.Origins.Select(o => view.Label(o)));
        }

        if (!when.Transports.IsEmpty)
        {
            yield return view.T("met ", "by ") + string.Join(
                ", ", when.Transports.Select(t => regions.Transports.NumberOf(t) is var n and > 0
                    ? regions.Transports[n].Name.In(view.Language)
                    : t));
        }

        if (when.Hours != WeekHours.Always)
        {
            yield return HoursOf(when.Hours, view);
        }
    }

    /// <summary>Hours of the week, by the Dutch clock.</summary>
    public static string HoursOf(WeekHours hours, View view)
    {
        return hours.Weekday == hours.Weekend
            ? Hours(hours.Weekday)
            : view.T("werkdagen ", "weekdays ") + Hours(hours.Weekday)
                + view.T(", weekend ", ", weekend ") + Hours(hours.Weekend);

        string Hours(DayHours day) => day == DayHours.Always ? view.T("hele dag", "all day")
            : day == DayHours.Never ? view.T("niet", "not")
            : $"{Clock(day.FromMinute)}–{Clock(day.UntilMinute % 1_440)}";
    }

    private static string Sentence(AgreementTerms terms, string name, View view) =>
        terms.Rules.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            is { } rule
            ? Of(rule, view)
            : "";

    private static string ExampleOf(AgreementTerms terms, string name, View view) =>
        terms.Examples.FirstOrDefault(
            e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } example
            ? Of(example, view)
            : "";

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    public static string Day(Instant? at) => at is { } day
        ? day.InZone(LocalMoment.Zone).ToString("dd-MM-yyyy HH:mm", CultureInfo.InvariantCulture)
        : "";

    public static string Subregions(IEnumerable<string> codes, View view) => string.Join(
        ", ", codes.Select(c => view.Regions.Subregions.NumberOf(c) is var n and > 0
            ? view.Regions.Subregions[n].Name
            : c));

    public static string Organisations(IEnumerable<string> codes, View view) => string.Join(
        ", ", codes.Select(c => view.Regions.Organisations.NumberOf(c) is var n and > 0
            ? view.Regions.Organisations[n].Name
            : c));

    private static string UnitName(string code, View view) =>
        view.Regions.Units.NumberOf(code) is var n and > 0 ? view.Regions.Units[n].Name : code;

    private static string CareType(string code, View view) =>
        view.Regions.CareTypes.NumberOf(code) is var n and > 0
            ? view.Regions.CareTypes[n].Name.In(view.Language)
            : code;

    private static string Capital(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
