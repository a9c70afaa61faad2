using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Proof;

/// <summary>
/// The day the place is lost, played beforehand: back up, go on, erase somebody, lose all but the
/// copies, restore, and go on; who was erased stays erased, and every screen loads again.
/// </summary>
public abstract class RehearsalTests(Store store) : EngineTests(store)
{
    private static readonly OrganisationId Centre = TestRegion.Desk.Organisation;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task A_lost_place_is_restored_and_goes_on(int seed)
    {
        await using var house = await OpenAsync();
        var (erased, kept) = (Registration(house, "123456782"), Registration(house, "111222333"));
        await house.DoAsync(erased, TestRegion.Desk);
        await house.DoAsync(kept, TestRegion.Desk);
        var play = new SeededPlay(house, seed);
        await play.StepAsync(80);
        using var copies = Copies.Of(house);
        var (hash, number) = (house.Hash, house.World.Number);

        // Life goes on; somebody asks to be erased; then the building burns down.
        await play.StepAsync(40);
        await house.Engine.EraseAsync(erased.Person, Centre);
        var register = copies.PathTo("erasures.txt");
        File.Copy(Path.Combine(house.Folder, "erasures.txt"), register);
        await house.CloseAsync();

        await using var place = house.Elsewhere(Store);
        var report = copies.RestoreInto(place, erasures: register);
        Assert.Equal((number, 2, 1), (report.Number, report.Epoch, report.Erased));
        var restored = Verify.Run(place.Place, isWhole: true, BackupTests.Fail);
        Assert.Equal((number, hash), (restored.Events, restored.World));
        // Clocks that ran out meanwhile fire as soon as it is open.
        place.Open();
        Assert.Equal(2, place.Engine.Epoch);
        AssertErased(place, erased);
        Assert.Equal("06-10000000", place.Engine.Vault.Open(kept.Contact.Id));
        Assert.Equal(kept.Person, place.Engine.Vault.FindPerson(Centre, "bsn", "111222333"));

        await new SeededPlay(place, seed + 100).StepAsync(60);
        var again = Registration(place, "123456782");
        await place.DoAsync(again, TestRegion.Desk);
        await place.ReopenAsync();
        AssertErased(place, erased, again.Person);
        Assert.Equal("06-10000000", place.Engine.Vault.Open(again.Contact.Id));
        var checkedAll = Verify.Run(place.Place, isWhole: true, BackupTests.Fail);
        Assert.Equal((place.World.Number, place.Hash), (checkedAll.Events, checkedAll.World));
        Assert.Equal(
            [1L, 2L], Enumerable.Range(1, 2).Select(e => place.Scalar<long>(
                $"SELECT count(DISTINCT epoch) * {e} FROM journal WHERE epoch = {e}")));
    }

    [Fact]
    public async Task The_places_own_register_counts_when_the_place_is_still_there()
    {
        await using var house = await OpenAsync();
        var erased = Registration(house, "123456782");
        await house.DoAsync(erased, TestRegion.Desk);
        using var copies = Copies.Of(house);
        await house.Engine.EraseAsync(erased.Person, Centre);
        await house.CloseAsync();

        // Another node's register is in the keys' own store, and not in this folder.
        File.Delete(Path.Combine(house.Folder, "erasures.txt"));
        Assert.Equal(1, copies.RestoreInto(house, replaces: true).Erased);
        house.Open();
        AssertErased(house, erased);
        Assert.Equal(0, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).Findings);
    }

    [Fact]
    public async Task Who_came_back_after_an_erasure_keeps_the_new_record()
    {
        await using var house = await OpenAsync();
        var first = Registration(house, "123456782");
        await house.DoAsync(first, TestRegion.Desk);
        await house.Engine.EraseAsync(first.Person, Centre);
        var second = Registration(house, "123456782") with
        {
            Person = first.Person,
            Contact = house.Scene.Words(SealedField.Contact, "06-2", Centre, first.Person),
        };
        await house.DoAsync(
            new CloseCareRequest(new CareRequestId(1), Ending.Withdrawn, null), TestRegion.Desk);
        await house.DoAsync(second, TestRegion.Desk);
        using var copies = Copies.Of(house);
        await house.CloseAsync();
        Assert.Equal(0, copies.RestoreInto(house, replaces: true).Erased);
        house.Open();

        Assert.Null(house.Engine.Vault.Open(first.Contact.Id));
        Assert.Equal("06-2", house.Engine.Vault.Open(second.Contact.Id));
        Assert.Equal(first.Person, house.Engine.Vault.FindPerson(Centre, "bsn", "123456782"));
    }

    [Fact]
    public async Task Another_node_that_was_left_running_loads_the_restored_history()
    {
        if (Store == Store.Sqlite)
        {
            Assert.Skip("Files have one program.");
        }

        await using var house = await OpenAsync();
        await using var beside = house.Beside();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        using var copies = Copies.Of(house);
        var hash = house.Hash;
        for (var more = 0; more < 3; more++)
        {
            await beside.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        }

        await house.CloseAsync();
        copies.RestoreInto(house, replaces: true);
        await Eventually.Holds(() => beside.Engine.Epoch == 2, "it heard of the restore");
        Assert.Equal(hash, beside.Hash);
        await beside.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        house.Open();
        Assert.Equal(beside.Hash, house.Hash);
        Assert.Equal(0, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).Findings);
    }

    private static void AssertErased(
        House house, RegisterCareRequest erased, PersonId? found = null)
    {
        Assert.Null(house.Engine.Vault.Open(erased.Contact.Id));
        Assert.Equal(found, house.Engine.Vault.FindPerson(Centre, "bsn", "123456782"));
    }

    private static RegisterCareRequest Registration(House house, string number)
    {
        Assert.True(Bsn.Parse(number).TryGet(out var bsn, out _));
        return house.Scene.Registration() with { Bsn = bsn };
    }
}

/// <inheritdoc/>
public sealed class RehearsalTestsOnSqlite() : RehearsalTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class RehearsalTestsOnPostgres() : RehearsalTests(Store.Postgres);
