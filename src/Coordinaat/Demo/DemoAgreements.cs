using Coordinaat.Accounts;
using Coordinaat.Agreements;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Regions;

namespace Coordinaat.Demo;

/// <summary>The demo's agreements: drafts, for visitors to try and to sign; in force where the
/// region's office is the only party.</summary>
internal static class DemoAgreements
{
    private const string Writer = "regiomanager";

    /// <summary>Writes those that do not exist yet.</summary>
    public static async Task SeedAsync(Engine.Engine engine)
    {
        foreach (var file in Directory.GetFiles(
            Path.Combine(Data.Demo, "agreements"), "*.json").Order(StringComparer.Ordinal))
        {
            var code = Path.GetFileNameWithoutExtension(file);
            if (engine.World.Agreements.Find(code) is not null)
            {
                continue;
            }

            var terms = AgreementEndpoints.Read(await File.ReadAllTextAsync(file))
                ?? throw new InvalidOperationException($"{file} is no agreement.");
            var written = await engine.SubmitAsync(
                new WriteAgreement(code, terms), new(Engine.Ids.New(), WriterOf(engine)));
            if (written.TryGet(out _, out var refusal))
            {
                await SignAsync(engine, code, WriterOf(engine));
            }
            else if (refusal != WriteAgreementRefusal.NotYetWritten)
            {
                throw new InvalidOperationException($"{file} was refused: {refusal}.");
            }
        }
    }

    // There is no past yet for a dry run to look at.
    private static async Task SignAsync(Engine.Engine engine, string code, Actor writer)
    {
        var (number, draft) = (1, engine.World.Agreements.Find(code)!.Newest);
        var party = engine.World.Regions.Organisations[writer.Organisation.Value].Code;
        if (draft.Terms.Parties is not [var only] || only != party)
        {
            return;
        }

        await engine.SubmitAsync(
            new RehearseAgreement(
                code, number, draft.WrittenAt, new DryRunSummary(engine.Now, 0, 0, 0, 0)),
            new(Engine.Ids.New(), writer));
        await engine.SubmitAsync(
            new SignAgreement(code, number, draft.WrittenAt), new(Engine.Ids.New(), writer));
    }

    private static Actor WriterOf(Engine.Engine engine)
    {
        var person = Passwords.FindPerson(engine.Vault, Writer)!.Value;
        var account = engine.World.Accounts.Find(engine.World.Accounts.ByPerson[person])!;
        return new Actor(account.Id, account.Organisation, account.Roles);
    }
}
