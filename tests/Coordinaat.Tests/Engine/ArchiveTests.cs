using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Reports;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// A request leaves the world after the term of the norms, a few in each batch and nobody waits;
/// afterwards it reads back as it was, with what was sealed, and can no longer be changed.
/// </summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private House house = null!;
    private ReportDatabase tables = null!;
    private ReportReader reader = null!;

    private ArchivedCases Archive => new(house.Engine, reader, tables);

    public async ValueTask InitializeAsync()
    {
        house = await House.OpenAsync();
        tables = ReportDatabase.InFile(Path.Combine(house.Folder, "reports.db"));
        reader = new ReportReader(house.Engine, tables, house.Time, house.Said);
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await house.DisposeAsync();
    }

    [Fact]
    public async Task A_closed_request_leaves_when_its_term_ends_and_reads_back_as_it_was()
    {
        var id = await CloseAsync();
        var before = house.World.Access[id];
        house.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await house.DoAsync(new AddNote(id, house.Scene.Note("na sluiten")), TestRegion.Desk);
        Assert.NotNull(house.World.Access.Find(id));

        house.Time.Advance(TimeSpan.FromSeconds(2));
        await GoneAsync(id);
        var found = (await Archive.FindAsync(id))!;

        Assert.Equal(
            (before.Holder, before.Ending, before.ReceivedAt, before.StageSince),
            (found.Request.Holder, found.Request.Ending, found.Request.ReceivedAt,
                found.Request.StageSince));
        Assert.Equal("06-10000000", house.Engine.Vault.Open(found.Request.Contact));
        Assert.Equal("na sluiten", house.Engine.Vault.Open(Assert.Single(found.Request.Notes)));
        Assert.Equal("U3", found.World.Triage[id].Urgency);
        Assert.Equal(house.World.At, found.At);
        Assert.Equal(
            before.Trail.Length + 1, house.Engine.Read(found.Request.Trail).Count);
    }

    [Fact]
    public async Task What_is_archived_is_not_changed_any_more()
    {
        var id = await CloseAsync();
        house.Time.Advance(TimeSpan.FromDays(30));
        await GoneAsync(id);

        Assert.Equal(
            WorkRefusal.RequestArchived,
            await house.RefusedAsync(new AddNote(id, house.Scene.Note()), TestRegion.Desk));
        Assert.Equal(
            id.Value + 1, (await house.DoAsync(house.Scene.Registration(), TestRegion.Desk))
                .Get<CareRequestRegistered>().Request.Value);
    }

    [Fact]
    public async Task The_term_is_data()
    {
        await house.DoAsync(
            new Define(new TermRow(new Term(Term.ClosedRequestStays, new("a", "a"), 2))),
            Actor.System);
        var id = await CloseAsync();
        house.Time.Advance(TimeSpan.FromDays(2));
        await GoneAsync(id);
    }

    [Fact]
    public async Task Many_that_are_due_at_once_go_a_few_in_each_batch()
    {
        await house.AllAsync(Enumerable.Range(0, 300).Select(
            _ => house.DoAsync(house.Scene.Registration(), TestRegion.Desk)));
        await house.AllAsync(Enumerable.Range(1, 300).Select(n => house.DoAsync(
            new CloseCareRequest(new(n), Ending.Advice, null), TestRegion.Desk)));
        var known = house.World.Number;

        house.Time.Advance(TimeSpan.FromDays(31));
        await Eventually.Holds(() => !house.World.Access.ListKept().Any(), "all archived");

        Assert.Equal(known + 300, house.World.Number);
        Assert.InRange(
            house.Scalar<long>(
                $"SELECT max(last - first + 1) FROM batch WHERE first > {known}"), 1, 64);
        WorldTests.AssertSame(house.World, WorldTests.Decoded(house.World), "snapshot");
        var hash = house.Hash;
        await reader.DisposeAsync();
        await house.ReopenAsync();
        Assert.Equal(hash, house.Hash);
    }

    [Fact]
    public async Task A_record_that_is_destroyed_later_stays_destroyed_and_is_said_so()
    {
        var id = await CloseAsync();
        house.Time.Advance(TimeSpan.FromDays(30));
        await GoneAsync(id);
        var found = (await Archive.FindAsync(id))!.Request;
        await house.DoAsync(
            new EraseArchivedRecord(
                id, found.Holder, [found.Person], found.MergedInto, found.IsErased),
            TestRegion.Admin);

        var erased = Assert.Single(await Archive.ListErasedAsync());
        Assert.Equal((id, true), (erased.Request.Id, erased.Request.IsErased));
    }

    private async Task<CareRequestId> CloseAsync()
    {
        var id = await house.SeekAsync();
        await house.DoAsync(new CloseCareRequest(id, Ending.Elsewhere, null), TestRegion.Desk);
        return id;
    }

    private Task GoneAsync(CareRequestId id) => Eventually.Holds(
        () => house.World.Access.IsArchived(id), $"request {id.Value} archived");
}
