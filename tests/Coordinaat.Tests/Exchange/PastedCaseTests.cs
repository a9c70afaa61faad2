using System.Text;
using Coordinaat.Exchange.Notes;

namespace Coordinaat.Tests.Exchange;

/// <summary>What is pasted from another system is recognised where it is plain, and kept as it was
/// where it is not (R21).</summary>
public sealed class PastedCaseTests
{
    private const string Soep = """
        Patiënt: Mw. A. Terpstra   Geb.datum: 12-03-1942   BSN: 123456782
        Tel: 06-12345678; Adres: Zonnebloemstraat 12, 3705 AB Zeist
        Urgentie: NTS 2026 U3
        S: gevallen in de gang, geen pijn, kan niet opstaan
        O: alert, geen letsel
        E: val zonder letsel
        P: hulp bij opstaan, afspraken: dochter belt
        """;

    private const string Isbarr = """
        I - dr. Bos, huisartsenpost
        Patient = dhr. J. de Vries, geboren: 1-2-1950
        S - benauwd sinds een uur
        B - COPD
        A - sat 88, MTS: oranje
        R - graag beoordeling
        """;

    [Fact]
    public void A_soep_text_fills_the_form_and_its_four_letters_stay_in_the_story()
    {
        var read = Read(Soep);
        Assert.Equal(NoteForm.Soep, read.Form);
        Assert.Equal(
            ("Mw. A. Terpstra", "12-03-1942", "123456782", "06-12345678"),
            (read.Name, read.BirthDate, read.Bsn, read.Phone));
        Assert.Equal(
            ("Zonnebloemstraat 12, 3705 AB Zeist", "3705AB"), (read.Place, read.Postcode));
        Assert.Equal(("nts", "2026", "U3"), (read.System, read.Version, read.Outcome));
        Assert.Equal(
            """
            S: gevallen in de gang, geen pijn, kan niet opstaan
            O: alert, geen letsel
            E: val zonder letsel
            P: hulp bij opstaan, afspraken: dochter belt
            """.ReplaceLineEndings("\n"),
            read.Story);
    }

    [Fact]
    public void An_isbarr_text_is_recognised_and_the_outcome_keeps_its_own_words()
    {
        var read = Read(Isbarr);
        Assert.Equal(NoteForm.Isbarr, read.Form);
        Assert.Equal(("dhr. J. de Vries", "1-2-1950"), (read.Name, read.BirthDate));
        Assert.Equal(("mts", "", "oranje"), (read.System, read.Version, read.Outcome));
        Assert.Contains(
            "S - benauwd sinds een uur\nB - COPD", read.Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ESI: 3", "esi", "3")]
    [InlineData("GGZ-triagewijzer: binnen 4 uur", "ggz-triagewijzer", "binnen 4 uur")]
    [InlineData("Triage: u2", "nts", "U2")]
    [InlineData("Urgentie: hoog", "", "")]
    [InlineData("U2 volgens de dochter", "", "")]
    public void A_triage_is_taken_only_where_it_is_plain(
        string text, string system, string outcome)
    {
        var read = Read(text);
        Assert.Equal((system, outcome), (read.System, read.Outcome));
        Assert.Equal(outcome.Length == 0, read.Story == text);
    }

    [Theory]
    [InlineData("BSN: onbekend")]
    [InlineData("Tel: geen")]
    [InlineData("Geboren: ergens in mei")]
    [InlineData("afspraken: dochter belt om 10 uur")]
    [InlineData("Naam:")]
    public void What_a_label_does_not_say_stays_in_the_story(string text)
    {
        var read = Read(text);
        Assert.Equal(text, read.Story);
        Assert.Equal(("", "", "", ""), (read.Name, read.BirthDate, read.Bsn, read.Phone));
    }

    [Fact]
    public void A_second_name_or_number_is_kept_in_the_story()
    {
        var read = Read("Tel: 030 123 45 67\nTel: 06 1234 5678");
        Assert.Equal(("030 123 45 67", "Tel: 06 1234 5678"), (read.Phone, read.Story));
    }

    [Theory]
    [InlineData("", PasteFault.Empty)]
    [InlineData(" \r\n \u00a0", PasteFault.Empty)]
    [InlineData("PK\u0003\u0004 bestand", PasteFault.NotText)]
    [InlineData("pati\ufffdnt: A", PasteFault.NotText)]
    public void What_is_no_text_is_refused_with_why(string text, PasteFault expected) =>
        Assert.Equal((null, expected), PastedCase.Read(text));

    [Fact]
    public void A_text_that_is_too_long_is_refused_and_one_that_just_fits_is_read()
    {
        Assert.NotNull(PastedCase.Read(new string('a', PastedCase.LengthMax)).Case);
        Assert.Equal(
            PasteFault.TooLong,
            PastedCase.Read(new string('a', PastedCase.LengthMax + 1)).Fault);
    }

    // Every letter and digit that was pasted is found again: in a field, or in the story.
    [Fact]
    public void Whatever_is_pasted_is_never_lost()
    {
        string[] pieces =
        [
            "Naam:", "Tel: ", "BSN=", "geb. ", "S: ", "O:", "P. ", "Urgentie: U2", "NTS 7: U4",
            "06-12345678", "123456782", "01-02-1950", "3705 AB", "mw. Jansen", "\n", "\n\n", "; ",
            "pati", "ënt: ", "ESI:", "3", "  ", "Adres: ", "Dorpsstraat 1", "mts: ", "groen",
        ];
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25))
                .Select(_ => pieces[random.Next(pieces.Length)]));
            if (PastedCase.Read(text).Case is not { } read)
            {
                continue;
            }

            var kept = string.Concat(
                read.Name, read.BirthDate, read.Bsn, read.Phone, read.Postcode, read.Place,
                read.Caller, read.Outcome, read.Story);
            foreach (var digit in "0123456789")
            {
                Assert.True(
                    text.Count(c => c == digit) <= kept.Count(c => c == digit)
                        + read.Version.Count(c => c == digit),
                    $"seed {seed}: {text}");
            }
        }
    }

    [Theory]
    [InlineData("naam ")]
    [InlineData("geb ")]
    [InlineData("1111 ")]
    [InlineData("tel.:")]
    [InlineData("S:\n")]
    public void A_long_text_of_one_word_is_read_at_once(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, PastedCase.LengthMax / piece.Length);
        Assert.NotNull(PastedCase.Read(text.ToString()).Case);
    }

    private static PastedCase Read(string text)
    {
        var (read, fault) = PastedCase.Read(text);
        Assert.Null(fault);
        return read!;
    }
}
