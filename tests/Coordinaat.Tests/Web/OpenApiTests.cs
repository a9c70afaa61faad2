using Coordinaat.Components;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Coordinaat.Tests.Web;

/// <summary>What the API says about itself, and all the words that the product has.</summary>
public sealed class OpenApiTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task The_description_is_well_formed_and_names_every_call()
    {
        using var nobody = desk.Server.Open();
        var answer = await nobody.GetAsync("/openapi/v1.json");
        Assert.Equal(200, answer.Status);
        var read = OpenApiDocument.Parse(answer.Body, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));

        var described = answer.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(m =>
                $"{m.Name.ToUpperInvariant()} {p.Name}"));
        var there = desk.Server.Endpoints
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.OfType<HttpMethodMetadata>().First().HttpMethods
                .Select(m => $"{m} {PathOf(e)}"));
        Assert.Equal(
            there.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_has_a_name_of_its_own_and_says_what_it_answers()
    {
        var paths = (await desk.Coordinator.GetAsync("/openapi/v1.json")).Json.GetProperty("paths");
        var calls = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).ToArray();

        Assert.All(calls, c => Assert.NotEmpty(
            c.Value.GetProperty("responses").EnumerateObject()));
        Assert.Equal(
            calls.Length,
            calls.Select(c => c.Value.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task The_readable_page_of_the_api_opens_with_all_its_files()
    {
        using var nobody = desk.Server.Open();
        Assert.Equal(301, (await nobody.GetAsync("/api/docs")).Status);
        var page = await nobody.GetAsync("/api/docs/index.html");
        Assert.Equal(200, page.Status);
        foreach (var file in new[] { "swagger-ui-bundle.js", "swagger-ui.css", "index.js" })
        {
            Assert.Equal(200, (await nobody.GetAsync($"/api/docs/{file}")).Status);
        }

        Assert.Contains(
            "/openapi/v1.json", (await nobody.GetAsync("/api/docs/index.js")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_refusals_is_what_the_program_says()
    {
        var path = Repository.PathTo("docs", "refusals.md");
        if (Repository.IsWritten)
        {
            File.WriteAllText(path, RefusalDocs.Write());
        }

        Assert.Equal(File.ReadAllText(path), RefusalDocs.Write());
    }

    [Fact]
    public void Every_refusal_has_a_sentence_in_both_languages_and_a_status_that_means_no()
    {
        var known = Texts.AllRefusals.ToDictionary(r => r.Key, r => r.Value);
        foreach (var refusal in Enums("Refusal").Concat(Enums("Fault"))
            .SelectMany(t => Enum.GetValues(t).Cast<Enum>()))
        {
            var text = known.GetValueOrDefault(refusal);
            Assert.True(text is not null, $"{refusal.GetType().Name}.{refusal} has no words.");
            Assert.InRange(text.Status, 400, 503);
            Assert.All([text.Nl, text.En], t => Assert.EndsWith(".", t, StringComparison.Ordinal));
            Assert.NotEqual(text.Nl, text.En);
        }

        Assert.Equal(
            known.Count, known.Keys.Select(Texts.TypeOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_family_of_words_that_is_shown_is_whole_in_both_languages()
    {
        var labelled = Texts.AllLabels.ToHashSet();
        foreach (var family in labelled.Select(l => l.GetType()).Distinct())
        {
            foreach (var word in Enum.GetValues(family).Cast<Enum>().Where(IsOneWord))
            {
                Assert.True(labelled.Contains(word), $"{family.Name}.{word} has no label.");
                foreach (var language in Enum.GetValues<Domain.Kernel.Language>())
                {
                    Assert.NotEmpty(Texts.Label(word, language));
                }
            }
        }
    }

    [Fact]
    public void Every_enum_of_the_domain_is_shown_in_words_or_is_known_to_stay_inside()
    {
        string[] inside =
        [
            "BsnFault", "MessageFault", "CodeList", "Lane", "SealedField", "StreamKind", "Language",
            "CallFact", "PartyFact", "Likeness",
        ];
        var labelled =
            Texts.AllLabels.Select(l => l.GetType().Name).ToHashSet(StringComparer.Ordinal);
        var without = typeof(Domain.World).Assembly.GetExportedTypes()
            .Where(t => t.IsEnum && !t.Name.EndsWith("Refusal", StringComparison.Ordinal))
            .Select(t => t.Name).Where(n => !labelled.Contains(n) && !inside.Contains(n));

        Assert.Empty(without);
    }

    // Sums of flags and "none" are no words of their own.
    private static bool IsOneWord(Enum word) =>
        !word.GetType().IsDefined(typeof(FlagsAttribute), false)
        || System.Numerics.BitOperations.PopCount((uint)Convert.ToInt32(
            word, System.Globalization.CultureInfo.InvariantCulture)) == 1;

    private static IEnumerable<Type> Enums(string ending) => new[]
    {
        typeof(Domain.World).Assembly, typeof(EngineItself).Assembly,
        typeof(Coordinaat.Exchange.Tables.ImportTable).Assembly, typeof(Serve).Assembly,
    }.SelectMany(a => a.GetTypes()).Where(t => t.IsEnum
        && t.Namespace != typeof(BackupFault).Namespace // Of the command line: no status.
        && t.Name.EndsWith(ending, StringComparison.Ordinal));

    private static string PathOf(RouteEndpoint endpoint) =>
        System.Text.RegularExpressions.Regex.Replace(
        endpoint.RoutePattern.RawText!, ":[a-z]+}", "}",
        System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
