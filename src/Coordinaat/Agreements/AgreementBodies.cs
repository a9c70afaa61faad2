using System.Collections.Immutable;
using System.Globalization;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Agreements;

/// <summary>The head of an agreement, as the page has it.</summary>
internal sealed record HeadBody(
    string Title, string Text = "", IReadOnlyList<string>? Subregions = null,
    IReadOnlyList<string>? Parties = null, string From = "", string Until = "")
{
    /// <summary>These words over a draft; null for a date that is none.</summary>
    public AgreementTerms? In(AgreementTerms draft) =>
        DayOf(From) is { } from && (Until.Length == 0 || DayOf(Until) is not null)
            ? draft with
            {
                Title = Title, Text = Text, Subregions = [.. Subregions ?? []],
                Parties = [.. Parties ?? []], From = from, Until = DayOf(Until),
            }
            : null;

    // A day begins at midnight on the Dutch clock.
    private static Instant? DayOf(string text) =>
        LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)
            ? day.AtStartOfDayInZone(LocalMoment.Zone).ToInstant()
            : null;
}

/// <summary>A new agreement.</summary>
internal sealed record NewBody(
    string Code, string Title, string Text = "", IReadOnlyList<string>? Subregions = null,
    IReadOnlyList<string>? Parties = null, string From = "", string Until = "")
{
    public HeadBody Head => new(Title, Text, Subregions, Parties, From, Until);
}

/// <summary>A rule as the page has it: the fields of every kind side by side.</summary>
internal sealed record RuleBody(
    string Name, string Kind, int Minutes = 0, string Function = "", int AtOnce = 1,
    bool NextByItself = false, IReadOnlyList<string>? CareTypes = null,
    IReadOnlyList<string>? Urgencies = null, IReadOnlyList<AgeBand>? Ages = null,
    IReadOnlyList<RequesterKind>? Origins = null, IReadOnlyList<string>? Transports = null,
    string WeekdayFrom = "", string WeekdayUntil = "", string WeekendFrom = "",
    string WeekendUntil = "", IReadOnlyList<string>? Units = null,
    IReadOnlyList<string>? Organisations = null, IReadOnlyList<string>? UnitSubregions = null,
    string Labels = "", IReadOnlyList<string>? Neighbours = null, string NeighboursAfter = "",
    string RegionAfter = "", string CountryAfter = "", string MediationAfter = "",
    LoadKey LoadKey = LoadKey.Beds, string Shares = "", string Stop = "",
    bool IsAllowed = false, int MostAtOnce = 0, IReadOnlyList<string>? Complaints = null,
    string Alternative = "", string DrawsOn = "", string Avoids = "",
    IReadOnlyList<string>? Tasks = null)
{
    /// <summary>The rule; null where a time or a number cannot be read.</summary>
    public AgreementRule? ToRule() =>
        Day(WeekdayFrom, WeekdayUntil) is { } weekday
        && (WeekendFrom.Length + WeekendUntil.Length == 0
            ? weekday
            : Day(WeekendFrom, WeekendUntil)) is { } weekend
        && ToEffect() is { } effect
            ? new AgreementRule(
                Name,
                new RuleCondition(
                    [.. CareTypes ?? []], [.. Urgencies ?? []], [.. Ages ?? []],
                    new WeekHours(weekday, weekend), [.. Origins ?? []], [.. Transports ?? []],
                    new UnitSelection(
                        [.. Units ?? []], [.. Organisations ?? []], [.. UnitSubregions ?? []],
                        [.. Words(Labels)])),
                effect)
            : null;

    private RuleEffect? ToEffect() => Kind switch
    {
        "exclude" => new Exclude(),
        "prefer" => new Prefer(Minutes),
        "consult" => new Consult(Function),
        "answer-within" => new AnswerWithin(Minutes),
        "must-answer" => new MustAnswer(),
        "ask-policy" => new AskPolicy(AtOnce, NextByItself),
        "ladder" => ToLadder(),
        "fair-load" => ToShares() is { } shares ? new FairLoad(LoadKey, shares) : null,
        "instead" => new Instead([.. Complaints ?? []], Alternative, DrawsOn, Avoids)
        {
            Tasks = Tasks is { Count: > 0 } ? [.. Tasks] : null,
        },
        "stop-policy" => new StopPolicy(Stop, IsAllowed, Minutes, MostAtOnce),
        _ => null,
    };

    private Ladder? ToLadder()
    {
        var steps = ImmutableArray.CreateBuilder<LadderStep>();
        steps.Add(new(LadderReach.Own, 0, []));
        foreach (var (reach, after) in new[]
        {
            (LadderReach.Neighbours, NeighboursAfter), (LadderReach.Region, RegionAfter),
            (LadderReach.Country, CountryAfter), (LadderReach.Mediation, MediationAfter),
        })
        {
            if (after.Length == 0)
            {
                continue;
            }

            if (!int.TryParse(after, CultureInfo.InvariantCulture, out var minutes))
            {
                return null;
            }

            steps.Add(new(
                reach, minutes, reach == LadderReach.Neighbours ? [.. Neighbours ?? []] : []));
        }

        return new Ladder(steps.ToImmutable());
    }

    // "code 120, code 80".
    private ImmutableSortedDictionary<string, int>? ToShares()
    {
        var shares = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var part in Shares.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Words(part) is not [var code, var text]
                || !int.TryParse(text, CultureInfo.InvariantCulture, out var number)
                || !shares.TryAdd(code, number))
            {
                return null;
            }
        }

        return shares.ToImmutable();
    }

    private static string[] Words(string text) => text.Split(
        ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Both empty is the whole day; 24:00 is the end of it.
    private static DayHours? Day(string from, string until) =>
        from.Length + until.Length == 0 ? DayHours.Always
        : Minute(from) is { } begin && begin < 1_440 && Minute(until) is { } end
            ? new DayHours(begin, end)
            : null;

    private static int? Minute(string text) =>
        text.Split(':') is [var hours, var minutes]
        && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
        && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
        && h <= 24 && m < 60 && (h * 60) + m <= 1_440
            ? (h * 60) + m
            : null;
}

/// <summary>An example as the page has it.</summary>
internal sealed record ExampleBody(
    string Name, string CareType, string Urgency, AgeBand Age, RequesterKind Origin,
    string Subregion, string Unit, string Day, string Time, string Transport = "",
    int WaitingMinutes = 0, string Excluded = "", string NearerMinutes = "", string Consult = "",
    string AnswerMinutes = "", string AtOnce = "", string Reach = "")
{
    /// <summary>The example; null where something cannot be read.</summary>
    public AgreementExample? ToExample()
    {
        var moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm")
            .Parse($"{Day} {Time}");
        return moment.TryGetValue(default, out var local)
            && TryNumber(NearerMinutes, out var nearer) && TryNumber(AnswerMinutes, out var answer)
            && TryNumber(AtOnce, out var atOnce) && TryReach(out var reach)
            ? new AgreementExample(
                Name, local.InZoneLeniently(LocalMoment.Zone).ToInstant(), CareType, Urgency, Age,
                Origin, Transport, Subregion, WaitingMinutes, Unit,
                new ExpectedOutcome(
                    Excluded switch { "ja" => true, "nee" => false, _ => null }, nearer,
                    Consult switch { "" => null, "-" => "", _ => Consult }, answer, atOnce,
                    reach))
            : null;
    }

    private static bool TryNumber(string text, out int? number)
    {
        var isNumber = int.TryParse(text, CultureInfo.InvariantCulture, out var found);
        number = isNumber ? found : null;
        return isNumber || text.Length == 0;
    }

    private bool TryReach(out LadderReach? reach)
    {
        var isReach = Enum.TryParse<LadderReach>(Reach, out var found);
        reach = isReach ? found : null;
        return isReach || Reach.Length == 0;
    }
}

/// <summary>Which version, and the words that were read.</summary>
/// <param name="Version">Its number.</param>
/// <param name="WrittenAt">When it got the words that were read.</param>
internal sealed record VersionBody(int Version, string WrittenAt = "")
{
    /// <summary>The moment; the first of all where it cannot be read: no words are of then.
    /// </summary>
    public Instant Seen =>
        InstantPattern.ExtendedIso.Parse(WrittenAt).TryGetValue(Instant.MinValue, out var at)
            ? at
            : Instant.MinValue;
}

/// <summary>Which line of a list.</summary>
internal sealed record LineBody(string Name);
