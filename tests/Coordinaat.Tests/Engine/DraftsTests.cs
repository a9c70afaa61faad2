using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>A half-filled form comes back to who filled it, for a day, and to nobody else.
/// </summary>
public abstract class DraftsTests(Store store) : EngineTests(store)
{
    private static readonly AccountId Mine = TestRegion.Desk.Account;
    private static readonly AccountId Theirs = TestRegion.Triagist.Account;
    private static readonly Guid Form = new(1, 8, 8, new byte[8]);
    private static readonly Instant Now = TestRegion.Start;

    [Fact]
    public async Task A_draft_comes_back_after_a_restart_to_who_made_it()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Drafts.Save(Form, Mine, "half", Now);
        house.Engine.Drafts.Save(Form, Mine, "meer dan half", Now + Duration.FromSeconds(1));
        await house.ReopenAsync();

        Assert.Equal(
            [(Form, "meer dan half", Now + Duration.FromSeconds(1))],
            house.Engine.Drafts.List(Mine, Now));
        Assert.Empty(house.Engine.Drafts.List(Theirs, Now));
    }

    [Fact]
    public async Task A_draft_is_kept_for_a_day_and_then_gone_from_the_file()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Drafts.Save(Form, Mine, "half", Now);
        var day = Duration.FromHours(24);

        Assert.Single(house.Engine.Drafts.List(Mine, Now + day));
        Assert.Empty(house.Engine.Drafts.List(Mine, Now + day + Duration.FromMilliseconds(1)));
        house.Engine.Drafts.Save(
            new Guid(2, 8, 8, new byte[8]), Theirs, "x", Now + day + Duration.FromMilliseconds(1));
        Assert.Equal(1, house.Scalar<long>("SELECT count(*) FROM draft", "drafts.db"));
    }

    [Fact]
    public async Task Only_who_made_a_draft_removes_it()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Drafts.Save(Form, Mine, "half", Now);
        house.Engine.Drafts.Remove(Form, Theirs);
        Assert.Single(house.Engine.Drafts.List(Mine, Now));
        house.Engine.Drafts.Remove(Form, Mine);

        Assert.Empty(house.Engine.Drafts.List(Mine, Now));
    }

    [Fact]
    public async Task No_file_holds_a_word_of_a_draft()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Drafts.Save(Form, Mine, "Zwaantje Proefpersoon", Now);

        Assert.False(house.Holds("*", Encoding.UTF8.GetBytes("Proefpersoon")));
        Assert.True(house.Holds("drafts.db*", Encoding.UTF8.GetBytes("draft")));
    }
}

/// <inheritdoc/>
public sealed class DraftsTestsOnSqlite() : DraftsTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class DraftsTestsOnPostgres() : DraftsTests(Store.Postgres);
