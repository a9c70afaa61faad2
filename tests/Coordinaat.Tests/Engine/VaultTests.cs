using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// Nobody who has the files without the master key learns who the patient is; who is erased at one
/// record holder stays erased there, and nowhere else (R11).
/// </summary>
public abstract class VaultTests(Store store) : EngineTests(store)
{
    private static readonly OrganisationId Centre = TestRegion.Organisation("centre");
    private static readonly OrganisationId Nursing = TestRegion.Organisation("nursing");

    [Fact]
    public async Task What_was_sealed_opens_again_also_after_a_restart()
    {
        await using var house = await OpenAsync();
        var note = await NoteAsync(house, 1, Centre, "één \"zin\"\nen nog een 😀");
        Assert.Equal("één \"zin\"\nen nog een 😀", house.Engine.Vault.Open(note));
        await house.ReopenAsync();

        Assert.Equal("één \"zin\"\nen nog een 😀", house.Engine.Vault.Open(note));
        Assert.Null(house.Engine.Vault.Open(new SealedId(new Guid(9, 9, 9, new byte[8]))));
    }

    [Theory]
    [InlineData(1, "centre", SealedField.Note)] // The same person, holder and field.
    [InlineData(1, "centre", SealedField.Story)]
    [InlineData(1, "nursing", SealedField.Note)]
    [InlineData(2, "centre", SealedField.Note)]
    public async Task A_box_in_the_row_of_another_item_does_not_open(
        int person, string holder, SealedField field)
    {
        await using var house = await OpenAsync();
        var one = await NoteAsync(house, 1, Centre, "een");
        var two = await NoteAsync(
            house, person, TestRegion.Organisation(holder), "twee", field);
        house.Execute($"""
            UPDATE sealed_item SET box = (SELECT box FROM sealed_item WHERE id = {Sql(two)})
            WHERE id = {Sql(one)}
            """);

        Assert.ThrowsAny<CryptographicException>(() => house.Engine.Vault.Open(one));
        Assert.Equal("twee", house.Engine.Vault.Open(two));
    }

    [Theory]
    [InlineData("x''")]
    [InlineData("x'00' || substr(box, 2)")]
    [InlineData("substr(box, 1, 8)")]
    [InlineData("substr(box, 1, 35)")]
    [InlineData("substr(box, 1, 20) || x'0000' || substr(box, 23)")]
    [InlineData("substr(box, 1, length(box) - 1) || x'00'")]
    public async Task A_changed_byte_is_seen(string box)
    {
        await using var house = await OpenAsync();
        var note = await NoteAsync(house, 1, Centre, "een");
        var changed = Store == Store.Sqlite
            ? $"CAST({box} AS BLOB)"
            : Regex.Replace(box, "x'([0-9]*)'", "'\\x$1'::bytea");
        house.Execute($"UPDATE sealed_item SET box = {changed} WHERE id = {Sql(note)}");

        Assert.ThrowsAny<CryptographicException>(() => house.Engine.Vault.Open(note));
    }

    [Fact]
    public async Task Erasing_a_person_at_one_holder_leaves_the_others_and_other_persons()
    {
        await using var house = await OpenAsync();
        var erased = await NoteAsync(house, 1, Centre, "een");
        var elsewhere = await NoteAsync(house, 1, Nursing, "twee");
        var other = await NoteAsync(house, 2, Centre, "drie");
        house.Engine.Vault.Erase(Scene.Person(1), Centre);

        for (var start = 0; start < 2; start++)
        {
            Assert.Null(house.Engine.Vault.Open(erased));
            Assert.Equal("twee", house.Engine.Vault.Open(elsewhere));
            Assert.Equal("drie", house.Engine.Vault.Open(other));
            await house.ReopenAsync();
        }
    }

    [Fact]
    public async Task An_old_copy_of_the_keys_does_not_bring_an_erased_person_back()
    {
        OnlyOnSqlite("PostgresTests does it with rows.");
        await using var house = await OpenAsync();
        var erased = await NoteAsync(house, 1, Centre, "een");
        await house.CloseAsync();
        var (keys, old) = (Path.Combine(house.Folder, "keys.db"), house.Folder + ".keys");
        File.Copy(keys, old);
        house.Open();
        house.Engine.Vault.Erase(Scene.Person(1), Centre);
        await house.CloseAsync();
        File.Move(old, keys, overwrite: true);
        house.Open();

        Assert.Null(house.Engine.Vault.Open(erased));
        await house.ReopenAsync();
        Assert.Null(house.Engine.Vault.Open(erased));
    }

    [Fact]
    public async Task Who_comes_back_after_an_erasure_has_a_new_record_that_survives_a_restart()
    {
        await using var house = await OpenAsync();
        var erased = await NoteAsync(house, 1, Centre, "een");
        house.Engine.Vault.Erase(Scene.Person(1), Centre);
        var anew = await NoteAsync(house, 1, Centre, "twee");
        Assert.Equal("twee", house.Engine.Vault.Open(anew));
        await house.ReopenAsync();

        Assert.Equal("twee", house.Engine.Vault.Open(anew));
        Assert.Null(house.Engine.Vault.Open(erased));
        house.Engine.Vault.Erase(Scene.Person(1), Centre);
        await house.ReopenAsync();
        Assert.Null(house.Engine.Vault.Open(anew));
    }

    [Fact]
    public async Task A_patient_who_was_erased_is_not_found_again_and_comes_back_as_a_new_person()
    {
        await using var house = await OpenAsync();
        Assert.True(Bsn.Parse("123456782").TryGet(out var bsn, out _));
        var first = house.Scene.Registration() with { Bsn = bsn };
        await house.DoAsync(first, TestRegion.Desk);
        await house.Engine.EraseAsync(first.Person, Centre);
        Assert.Null(house.Engine.Vault.FindPerson(Centre, "bsn", "123456782"));
        Assert.Null(house.Engine.Vault.Open(first.Contact.Id));

        var second = house.Scene.Registration() with { Bsn = bsn };
        await house.DoAsync(second, TestRegion.Desk);
        await house.ReopenAsync();
        Assert.Equal(second.Person, house.Engine.Vault.FindPerson(Centre, "bsn", "123456782"));
        Assert.Equal("06-10000000", house.Engine.Vault.Open(second.Contact.Id));
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_writing_an_erasure_does_not_prevent_the_start()
    {
        await using var house = await OpenAsync();
        var note = await NoteAsync(house, 1, Centre, "een");
        var other = await NoteAsync(house, 2, Centre, "twee");
        house.Engine.Vault.Erase(Scene.Person(2), Centre);
        await house.CloseAsync();
        await File.AppendAllTextAsync(
            Path.Combine(house.Folder, "erasures.txt"), $"{Scene.Person(1).Value:N}"[..20]);
        house.Open();
        Assert.Equal("een", house.Engine.Vault.Open(note));
        Assert.Null(house.Engine.Vault.Open(other));

        house.Engine.Vault.Erase(Scene.Person(1), Centre);
        await house.ReopenAsync();
        Assert.Null(house.Engine.Vault.Open(note));
    }

    [Fact]
    public async Task An_erased_key_is_gone_from_the_bytes_of_its_file()
    {
        OnlyOnSqlite("PostgreSQL keeps old rows in its log: docs/operations.md says how long.");
        await using var house = await OpenAsync();
        await NoteAsync(house, 1, Centre, "een");
        var person = Convert.ToHexString(Scene.Person(1).Value.ToByteArray(bigEndian: true));
        var box = house.Scalar<byte[]>(
            $"SELECT box FROM person_key WHERE person = x'{person}'", "keys.db");
        Assert.True(house.Holds("keys.db*", box));
        house.Engine.Vault.Erase(Scene.Person(1), Centre);

        Assert.False(house.Holds("*", box));
    }

    [Fact]
    public async Task No_file_holds_a_word_of_what_was_said()
    {
        await using var house = await OpenAsync();
        string[] words =
        [
            "Zwaantje Proefpersoon", "123456782", "9876ZX", "06-55512345",
            "Kortademig sinds gister", "dr. Zender", "dr. Ontvanger", "zr. Aannemer",
            "als de zuurstof meekomt", "mw. Centralist",
        ];
        await PlayAsync(house, words);
        foreach (var closed in new[] { false, true })
        {
            if (closed)
            {
                await house.CloseAsync();
            }

            foreach (var word in words)
            {
                Assert.False(house.Holds("*", Encoding.UTF8.GetBytes(word)), word);
                Assert.False(house.Holds("*", Encoding.Unicode.GetBytes(word)), word);
            }
        }

        // The search itself finds what is there in clear.
        Assert.True(house.Holds("journal.db*", Encoding.UTF8.GetBytes("place-claimed")));
        Assert.DoesNotContain(
            house.Said.Lines, l => words.Any(w => l.Contains(w, StringComparison.Ordinal)));
        house.Open();
    }

    [Fact]
    public async Task The_web_servers_keys_are_sealed_and_come_back()
    {
        await using var house = await OpenAsync();
        await house.Engine.Protection.StoreAsync("key-b", "<key>geheim-b</key>");
        await house.Engine.Protection.StoreAsync("key-a", "<key>oud</key>");
        await house.Engine.Protection.StoreAsync("key-a", "<key>geheim-a</key>");
        await house.ReopenAsync();

        Assert.Equal(
            ["<key>geheim-a</key>", "<key>geheim-b</key>"], house.Engine.Protection.ReadAll());
        Assert.False(house.Holds("*", "geheim"u8));
        house.Execute("UPDATE protection_key SET name = 'key-c' WHERE name = 'key-a'");
        Assert.ThrowsAny<CryptographicException>(() => house.Engine.Protection.ReadAll());
    }

    // Everything that somebody can say about a patient, from intake to handover.
    private static async Task PlayAsync(House house, string[] words)
    {
        var scene = house.Scene;
        Assert.True(Bsn.Parse(words[1]).TryGet(out var bsn, out _));
        var taken = await house.DoAsync(
            scene.Registration() with
            {
                Bsn = bsn,
                IsLifeThreat = true,
                Identity = scene.Words(SealedField.Identity, $"{words[0]} {words[1]} {words[2]}"),
                Contact = scene.Words(SealedField.Contact, words[3]),
                Story = scene.Words(SealedField.Story, words[4]),
            },
            TestRegion.Desk);
        var id = taken.Get<CareRequestRegistered>().Request;
        await house.DoAsync(
            new HandOverLifeThreat(id, scene.Note(words[9]), null), TestRegion.Desk);
        await house.DoAsync(new AddNote(id, scene.Note(words[4])), TestRegion.Desk);
        await house.DoAsync(Scene.Triage(id), TestRegion.Desk);
        await house.DoAsync(Scene.Need(id), TestRegion.Desk);
        var offer = (await house.DoAsync(Scene.Offer(id), TestRegion.Desk)).Get<OfferMade>().Offer;
        await house.DoAsync(
            scene.Answer(offer, Reply.YesIf) with { Words = scene.Note(words[8]) },
            TestRegion.Nurse);
        await house.DoAsync(
            scene.Doctors(id) with
            {
                Sending = scene.Note(words[5]), Admitting = scene.Note(words[6]),
            },
            TestRegion.Desk);
        await house.DoAsync(new RecordArrival(id, null), TestRegion.Nurse);
        await house.DoAsync(
            scene.Handover(id) with { Receiver = scene.Note(words[7]) }, TestRegion.Nurse);
        await house.DoAsync(
            new CloseCareRequest(id, Ending.Placed, scene.Note(words[4])), TestRegion.Desk);
        Assert.Equal(words[8], house.Engine.Vault.Open(
            house.World.Placement[offer].Answer!.Words!.Value));
    }

    private static async Task<SealedId> NoteAsync(
        House house, int person, OrganisationId holder, string text,
        SealedField field = SealedField.Note)
    {
        if (house.World.Access.Requests.Count == 0)
        {
            await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        }

        var id = house.Scene.Note().Id;
        await house.DoAsync(
            new AddNote(new(1), new Secret(id, Scene.Person(person), holder, field, text)),
            TestRegion.Desk);
        return id;
    }

    private string Sql(SealedId id) => Sql(id.Value.ToByteArray(bigEndian: true));
}

/// <inheritdoc/>
public sealed class VaultTestsOnSqlite() : VaultTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class VaultTestsOnPostgres() : VaultTests(Store.Postgres);
