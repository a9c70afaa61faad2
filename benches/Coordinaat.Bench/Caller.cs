using System.Diagnostics;
using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Engine;

namespace Coordinaat.Bench;

/// <summary>Somebody who asks one thing after the other, and waits for every answer.</summary>
/// <remarks>A refusal is a fault of the bench: everything that is counted was stored.</remarks>
internal sealed class Caller(
    Engine.Engine engine, Country country, IReadOnlyList<UnitId> units, int number)
{
    private static int bsn = 100_000_000;
    private readonly Random random = new(number);
    private readonly Actor desk = country.StaffOf((number % country.Regions) + 1);

    /// <summary>How long every answer took, in milliseconds; what goes first is not in it.
    /// </summary>
    public List<double> Times { get; } = [];

    /// <summary>How long every answer took to what goes first, in milliseconds.</summary>
    public List<double> FirstTimes { get; } = [];

    /// <summary>Reports figures of one unit after the other.</summary>
    public async Task ReportAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            await ReportAsync(Pick());
        }
    }

    /// <summary>Takes care requests from the call to their ending.</summary>
    public async Task WorkAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            await LifeAsync(Pick());
        }
    }

    /// <summary>Reports figures of one unit.</summary>
    public Task ReportOnceAsync() => ReportAsync(Pick());

    /// <summary>Takes one care request from the call to its ending.</summary>
    public Task LiveOnceAsync() => LifeAsync(Pick());

    // Nine requests, about thirteen events, six sealed items and one new person.
    private async Task LifeAsync(UnitId unitId)
    {
        var unit = engine.World.Regions.Units[unitId.Value];
        await ReportAsync(unitId);
        var registered = await AskAsync(Registration(unit.Ages[0]), desk);
        var id = registered.Get<CareRequestRegistered>().Request;
        var person = registered.Get<CareRequestRegistered>().Person;
        await AskAsync(new RecordTriage(id, "any", "1", "U3", "U3", null), desk);
        await AskAsync(
            new DescribeNeed(
                id, engine.World.Regions.CareTypes[unit.CareType.Value].Code, unit.ComplexityMax,
                Features.None, LegalTitle.Consent, ReturnHome.Expected, "own", null, [],
                SecretOf(person, "Liefst in de buurt van de familie.")),
            desk);
        var asked = await AskAsync(
            new MakeOffer(id, unitId, engine.World.Number, 1, 1_500, "", null), desk);
        await AskAsync(
            new AnswerOffer(asked.Get<OfferMade>().Offer, Reply.Yes, "", null, null),
            country.StaffOf(engine.World.Regions.OwnerOf(unitId).Value));
        await AskAsync(
            new AddNote(id, SecretOf(person, "De dochter is gebeld en weet ervan.")), desk);
        await ReportAsync(Pick());
        await AskAsync(
            new CloseCareRequest(id, Ending.Elsewhere, SecretOf(person, "Toch naar huis.")), desk);
    }

    private Task<Receipt> ReportAsync(UnitId unit) => AskAsync(
        new ReportCapacity(unit, 20, 1, 18, random.Next(4, 15), null, FigureSource.Manual),
        country.StaffOf(engine.World.Regions.OwnerOf(unit).Value));

    private RegisterCareRequest Registration(AgeBand age)
    {
        var person = new PersonId(Ids.New());
        var postcode = 1_000 + desk.Organisation.Value - 1
            + (random.Next(country.Postcodes / country.Regions) * country.Regions);
        return new RegisterCareRequest(
            person, NextBsn(), postcode.ToString(CultureInfo.InvariantCulture), RequesterKind.Gp,
            Channel.Phone, age, IsLifeThreat: false,
            SecretOf(person, "06-12345678, huisarts De Vries, Dorpsstraat 1"),
            SecretOf(person, "J. Jansen, 12-03-1941"),
            SecretOf(person, "Gevallen, kan niet alleen thuis blijven."), null);
    }

    private Secret SecretOf(PersonId person, string text) => new(
        new SealedId(Ids.New()), person, desk.Organisation, SealedField.Note, text);

    // Every patient is a new one.
    private static Bsn NextBsn()
    {
        while (true)
        {
            var digits = Interlocked.Increment(ref bsn).ToString(CultureInfo.InvariantCulture);
            if (Bsn.Parse(digits).TryGet(out var valid, out _))
            {
                return valid;
            }
        }
    }

    private UnitId Pick() => units[random.Next(units.Count)];

    private async Task<Receipt> AskAsync<TRefusal>(Request<TRefusal> request, Actor by)
        where TRefusal : struct, Enum
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await engine.SubmitAsync(request, new Stamp(Ids.New(), by));
        (request.Lane == Lane.First ? FirstTimes : Times).Add(Measure.MsSince(started));
        return outcome.TryGet(out var receipt, out var refusal)
            ? receipt
            : throw new InvalidOperationException($"{request.GetType().Name}: {refusal}");
    }
}
