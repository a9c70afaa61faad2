using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Agreements;

/// <summary>Whether an agreement can be carried out as it is worded.</summary>
internal static class TermsCheck
{
    /// <summary>What is wrong; null for nothing.</summary>
    public static WriteAgreementRefusal? FaultOf(RegionsState regions, AgreementTerms terms) =>
        IsTooLong(terms) ? WriteAgreementRefusal.TooLong
        : terms.Parties.IsEmpty || HasDoubles(terms.Parties)
            ? WriteAgreementRefusal.PartyMissing
        : terms.Parties.Any(p => regions.Organisations.NumberOf(p) == 0)
            || terms.Subregions.Any(s => regions.Subregions.NumberOf(s) == 0)
            ? WriteAgreementRefusal.ScopeUnknown
        : terms.Until <= terms.From ? WriteAgreementRefusal.PeriodEmpty
        : HasBadNames(terms.Rules.Select(r => r.Name))
            || HasBadNames(terms.Examples.Select(e => e.Name))
            ? WriteAgreementRefusal.NameMissing
        : terms.Rules.Select(r => FaultOf(regions, r)).FirstOrDefault(f => f is not null)
            ?? terms.Examples.Select(e => FaultOf(regions, e)).FirstOrDefault(f => f is not null);

    private static bool IsTooLong(AgreementTerms terms) =>
        string.IsNullOrWhiteSpace(terms.Title) || terms.Title.Length > WriteAgreement.TitleMax
        || terms.Text.Length > WriteAgreement.TextMax
        || terms.Rules.Length > WriteAgreement.ListMax
        || terms.Examples.Length > WriteAgreement.ListMax;

    private static bool HasBadNames(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Any(n => string.IsNullOrWhiteSpace(n) || n.Length > WriteAgreement.TitleMax)
            || HasDoubles(all);
    }

    private static bool HasDoubles(IReadOnlyCollection<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count;

    private static WriteAgreementRefusal? FaultOf(RegionsState regions, AgreementRule rule)
    {
        var when = rule.When;
        if (when.CareTypes.Any(c => regions.CareTypes.NumberOf(c) == 0)
            || when.Urgencies.Any(u => regions.Urgencies.NumberOf(u) == 0)
            || when.Transports.Any(t => regions.Transports.NumberOf(t) == 0)
            || when.Units.Units.Any(u => regions.Units.NumberOf(u) == 0)
            || when.Units.Organisations.Any(o => regions.Organisations.NumberOf(o) == 0)
            || when.Units.Subregions.Any(s => regions.Subregions.NumberOf(s) == 0))
        {
            return WriteAgreementRefusal.CodeUnknown;
        }

        if (!IsDay(when.Hours.Weekday) || !IsDay(when.Hours.Weekend))
        {
            return WriteAgreementRefusal.NumberOutOfRange;
        }

        return rule.Then is AskPolicy or Ladder or FairLoad or Instead && !when.Units.IsAll
            ? WriteAgreementRefusal.UnitsNamed
            : FaultOf(regions, rule.Then);
    }

    private static bool IsDay(DayHours hours) =>
        hours.FromMinute is >= 0 and < 1_440 && hours.UntilMinute is >= 0 and <= 1_440;

    private static WriteAgreementRefusal? FaultOf(RegionsState regions, RuleEffect effect) =>
        effect switch
        {
            Prefer e => Unless(
                Math.Abs(e.Minutes) is >= 1 and <= Prefer.MinutesMax,
                WriteAgreementRefusal.NumberOutOfRange),
            Consult e => Unless(
                regions.Knows(CodeList.Function, e.Function), WriteAgreementRefusal.CodeUnknown),
            AnswerWithin e => Unless(
                e.Minutes is >= 1 and <= 1_440, WriteAgreementRefusal.NumberOutOfRange),
            AskPolicy e => Unless(
                e.AtOnce is >= 1 and <= AskPolicy.AtOnceMax,
                WriteAgreementRefusal.NumberOutOfRange),
            Ladder e => FaultOf(regions, e.Steps),
            FairLoad e => FaultOf(regions, e),
            Instead e => Unless(
                e.Complaints.All(c => regions.Knows(CodeList.Complaint, c))
                    && regions.Knows(CodeList.Alternative, e.Alternative)
                    && regions.Knows(CodeList.Avoided, e.Avoids)
                    && (e.CareType.Length == 0 || regions.CareTypes.NumberOf(e.CareType) > 0)
                    && (e.Tasks is not { } tasks || (
                        regions.Knows(CodeList.VisitCare, e.CareType)
                        && tasks.All(t => regions.Knows(CodeList.VisitTask, t)))),
                WriteAgreementRefusal.CodeUnknown),
            StopPolicy e => !regions.Knows(CodeList.StopKind, e.Stop)
                ? WriteAgreementRefusal.CodeUnknown
                : Unless(
                    e.UsualMinutes is >= 1 and <= 10_080 && e.MostAtOnce is >= 0 and <= 1_000,
                    WriteAgreementRefusal.NumberOutOfRange),
            _ => null,
        };

    private static WriteAgreementRefusal? FaultOf(
        RegionsState regions, ImmutableArray<LadderStep> steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var rises = i == 0
                ? steps[i].AfterMinutes == 0
                : steps[i].AfterMinutes > steps[i - 1].AfterMinutes
                    && steps[i].Reach > steps[i - 1].Reach;
            if (!rises || steps[i].Subregions.IsEmpty == (steps[i].Reach == LadderReach.Neighbours))
            {
                return WriteAgreementRefusal.LadderMalformed;
            }
        }

        return steps.IsEmpty ? WriteAgreementRefusal.LadderMalformed
            : steps[^1].AfterMinutes > LadderStep.AfterMinutesMax
                ? WriteAgreementRefusal.NumberOutOfRange
            : steps.SelectMany(s => s.Subregions).Any(s => regions.Subregions.NumberOf(s) == 0)
                ? WriteAgreementRefusal.CodeUnknown
                : null;
    }

    private static WriteAgreementRefusal? FaultOf(RegionsState regions, FairLoad load) =>
        load.Shares.Keys.Any(o => regions.Organisations.NumberOf(o) == 0)
            ? WriteAgreementRefusal.CodeUnknown
            : load.Shares.IsEmpty == (load.Key == LoadKey.Shares)
                || load.Shares.Values.Any(s => s is < 0 or > 100_000_000)
                ? WriteAgreementRefusal.NumberOutOfRange
                : null;

    private static WriteAgreementRefusal? FaultOf(RegionsState regions, AgreementExample example) =>
        regions.CareTypes.NumberOf(example.CareType) == 0
            || regions.Urgencies.NumberOf(example.Urgency) == 0
            || (example.Transport.Length > 0
                && regions.Transports.NumberOf(example.Transport) == 0)
            || regions.Subregions.NumberOf(example.Subregion) == 0
            || regions.Units.NumberOf(example.Unit) == 0
            ? WriteAgreementRefusal.CodeUnknown
            : Unless(
                example.WaitingMinutes is >= 0 and <= LadderStep.AfterMinutesMax,
                WriteAgreementRefusal.NumberOutOfRange);

    private static WriteAgreementRefusal? Unless(bool isFine, WriteAgreementRefusal fault) =>
        isFine ? null : fault;
}
