using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// Several nodes on one database are one: each decides on what the others stored, and a screen at
/// one hears what was done at another.
/// </summary>
public sealed class NodesTests() : EngineTests(Store.Postgres)
{
    [Fact]
    public async Task What_one_node_stores_the_other_shows_by_itself()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        var (seen, moved) = (two.World.Number, two.Engine.Changes.Moved);
        var receipt = await one.DoAsync(one.Scene.Registration(), TestRegion.Desk);
        await House.Within(moved);

        Assert.True(await House.Within(two.Engine.WaitForAsync(
            receipt.Number, TimeSpan.FromSeconds(2))));
        Assert.Equal(one.Hash, two.Hash);
        Assert.Equal(
            [new StreamKey(StreamKind.CareRequest, 1)], two.Engine.Changes.Since(seen, out _)!);
        Assert.Equal(
            "06-10000000", two.Engine.Vault.Open(two.World.Access[new CareRequestId(1)].Contact));
    }

    [Fact]
    public async Task The_same_id_at_another_node_has_the_same_answer()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        var (id, registration) = (one.NextId(), one.Scene.Registration());
        var first = await one.DoAsync(registration, TestRegion.Desk, id);
        var again = await two.DoAsync(registration, TestRegion.Desk, id);

        Assert.True(again.IsRepeat);
        Assert.Equal(House.Text(first.Events), House.Text(again.Events));
    }

    [Fact]
    public async Task Of_a_hundred_yeses_at_two_nodes_for_one_bed_exactly_one_holds_it()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        await one.ReportAsync("house-high", 1);
        var offers = await House.Within(Task.WhenAll(
            Enumerable.Range(1, 100).Select(_ => one.AskAsync())));
        var outcomes = await House.Within(Task.WhenAll(offers.Select((offer, i) => Task.Run(() =>
        {
            var node = i % 2 == 0 ? one : two;
            return node.Engine.SubmitAsync(
                node.Scene.Answer(offer, Reply.Yes), new(node.NextId(), TestRegion.Nurse));
        }))));

        Assert.Single(outcomes, o => o.TryGet(out _, out _));
        Assert.Equal(1, one.Scalar<long>(
            "SELECT count(*) FROM journal WHERE kind = 'place-claimed'"));
        await Eventually.Holds(() => one.Hash == two.Hash, "the same world");
        ChainTests.AssertChained(one);
    }

    [Fact]
    public async Task Two_loaded_nodes_store_all_in_one_order()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        House[] nodes = [one, two];
        var receipts = await one.AllAsync(Enumerable.Range(0, 400).Select(
            i => nodes[i % 2].DoAsync(nodes[i % 2].Scene.Registration(), TestRegion.Desk)));

        var numbers = receipts.SelectMany(r => r.Events).Select(e => e.Number).Order().ToArray();
        Assert.Equal(Enumerable.Range(0, 800).Select(i => numbers[0] + i), numbers);
        await Eventually.Holds(() => one.Hash == two.Hash, "the same world");
        ChainTests.AssertChained(one);
    }

    [Fact]
    public async Task A_clock_that_runs_out_fires_once_with_two_nodes()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        var offer = await one.AskAsync();
        await Eventually.Holds(() => two.World.Number == one.World.Number, "caught up");
        one.Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromMilliseconds(1));
        await Eventually.Holds(
            () => new[] { one, two }.All(
                n => n.World.Placement[offer].State == OfferState.Silent),
            "silent");

        Assert.Equal(1, one.Scalar<long>(
            "SELECT count(*) FROM journal WHERE kind = 'offer-unanswered'"));
    }

    [Fact]
    public async Task Who_is_erased_at_one_node_is_erased_at_the_other()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        var registration = one.Scene.Registration();
        await one.DoAsync(registration, TestRegion.Desk);
        var contact = registration.Contact;
        Assert.Equal("06-10000000", two.Engine.Vault.Open(contact.Id));
        await one.Engine.EraseAsync(registration.Person, contact.Holder);

        Assert.Null(two.Engine.Vault.Open(contact.Id));
        await two.ReopenAsync();
        Assert.Null(two.Engine.Vault.Open(contact.Id));
        Assert.NotEmpty(await File.ReadAllTextAsync(Path.Combine(two.Folder, "erasures.txt")));
    }

    [Fact]
    public async Task Two_nodes_that_seal_for_one_person_at_once_use_one_key()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        await one.DoAsync(one.Scene.Registration(), TestRegion.Desk);
        var id = new CareRequestId(1);
        await Eventually.Holds(() => two.World.Number == one.World.Number, "caught up");
        var opened = 0;
        for (var person = 500; person < 520; person++)
        {
            var notes = Enumerable.Range(0, 2).Select(_ => new Secret(
                one.Scene.Note().Id, Scene.Person(person), TestRegion.Desk.Organisation,
                SealedField.Note, "woord")).ToArray();
            await House.Within(Task.WhenAll(
                NoteAsync(one, new AddNote(id, notes[0])),
                NoteAsync(two, new AddNote(id, notes[1]))));
            opened += notes.Sum(n => new[] { one, two }.Count(
                h => h.Engine.Vault.Open(n.Id) is not null));
        }

        Assert.Equal(80, opened);
    }

    [Fact]
    public async Task Two_programs_that_start_at_once_on_an_empty_database_make_it_once()
    {
        await using var one = Empty();
        await File.WriteAllTextAsync(
            Path.Combine(one.Folder, "master.key"), Convert.ToBase64String(new byte[32]));
        var two = Task.Run(() => one.Beside());
        one.Open();
        await using var other = await House.Within(two);
        await one.FillAsync();
        await Eventually.Holds(() => one.Hash == other.Hash, "the same world");
        Assert.Equal(1, one.Engine.Epoch);
    }

    // Who sealed with a key that was second asks again, under the same id.
    private static async Task NoteAsync(House house, AddNote note)
    {
        var id = house.NextId();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await house.DoAsync(note, TestRegion.Desk, id);
                return;
            }
            catch (EngineException fault) when (
                fault.Fault is EngineFault.Unwritable or EngineFault.OutcomeUnknown
                && attempt < 100)
            {
                house.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }
    }
}
