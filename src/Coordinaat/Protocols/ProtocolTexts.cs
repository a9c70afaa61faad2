using Coordinaat.Clinical.Protocols;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Protocols;

/// <summary>The words of protocols and of what is wrong with them.</summary>
internal static class ProtocolTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [ProtocolRefusal.ProtocolUnknown] = new(409,
                "Dit protocol is hier niet (meer) in gebruik; er is niets vastgelegd. "
                + "Kies de klacht opnieuw.",
                "This protocol is not in use here (any more); nothing was recorded. "
                + "Choose the complaint again."),
            [ProtocolRefusal.NotFinished] = new(409,
                "Dit protocol is nog niet af, of ging op een ander scherm verder. "
                + "Er is niets vastgelegd; laad de pagina opnieuw.",
                "This protocol is not finished yet, or went on on another screen. "
                + "Nothing was recorded; load the page again."),
        },
        new Dictionary<Enum, Label>
        {
            [ProtocolFaultKind.TooLarge] = new(
                "het bestand is groter dan 64 kB", "the file is larger than 64 KB"),
            [ProtocolFaultKind.NotUtf8] = new(
                "hier staan tekens die geen UTF-8-tekst zijn; sla het bestand op als UTF-8",
                "these signs are no UTF-8 text; save the file as UTF-8"),
            [ProtocolFaultKind.NoProtocol] = new(
                "het bestand begint niet met ‘protocol’ en een code",
                "the file does not begin with ‘protocol’ and a code"),
            [ProtocolFaultKind.KeyUnknown] = new(
                "zo kan een regel niet beginnen", "no line can begin like this"),
            [ProtocolFaultKind.KeyOutOfPlace] = new(
                "dit hoort niet in dit deel", "this does not belong in this part"),
            [ProtocolFaultKind.KeyTwice] = new("dit staat er al", "this stands there already"),
            [ProtocolFaultKind.KeyMissing] = new(
                "hier ontbreekt iets", "something is missing here"),
            [ProtocolFaultKind.ValueMissing] = new(
                "achter dit woord staat niets", "nothing stands after this word"),
            [ProtocolFaultKind.TextTooLong] = new(
                "dit is langer dan 600 tekens", "this is longer than 600 characters"),
            [ProtocolFaultKind.CodeMalformed] = new(
                "een code heeft kleine letters, cijfers en streepjes, en is kort",
                "a code has small letters, digits and hyphens, and is short"),
            [ProtocolFaultKind.VersionMalformed] = new(
                "de versie is een getal van 1 tot 9999", "the version is a number from 1 to 9999"),
            [ProtocolFaultKind.StatusMalformed] = new(
                "de status is ‘demo’ of ‘goedgekeurd door NAAM op JJJJ-MM-DD’",
                "the status is ‘demo’ or ‘goedgekeurd door NAME op YYYY-MM-DD’"),
            [ProtocolFaultKind.AnswerMalformed] = new(
                "een antwoord is: code, woorden, -> en waar het heen gaat",
                "an answer is: code, words, -> and where it leads"),
            [ProtocolFaultKind.AbcdMalformed] = new(
                "‘abcd’ noemt letters van A tot D, elk één keer",
                "‘abcd’ names letters from A to D, each once"),
            [ProtocolFaultKind.TestMalformed] = new(
                "antwoorden van een test zijn: vraag=antwoord",
                "answers of a test are: question=answer"),
            [ProtocolFaultKind.TooMany] = new(
                "hiervan zijn er te veel", "there are too many of these"),
            [ProtocolFaultKind.CodeTwice] = new("deze code is er al", "this code exists already"),
            [ProtocolFaultKind.NoQuestions] = new(
                "er staat geen vraag in", "there is no question in it"),
            [ProtocolFaultKind.NoAnswers] = new(
                "deze vraag heeft geen antwoorden", "this question has no answers"),
            [ProtocolFaultKind.NextUnknown] = new(
                "geen vraag of uitkomst heet zo", "no question or outcome is called so"),
            [ProtocolFaultKind.Loop] = new(
                "dit antwoord gaat terug naar een eerdere vraag: een kring",
                "this answer leads back to an earlier question: a loop"),
            [ProtocolFaultKind.Unreachable] = new(
                "hier komt geen enkel antwoord uit", "no answers lead here"),
            [ProtocolFaultKind.ComplaintUnknown] = new(
                "deze klacht staat niet in de lijst", "this complaint is not in the list"),
            [ProtocolFaultKind.SystemUnknown] = new(
                "dit triagesysteem staat niet in de lijst",
                "this triage system is not in the list"),
            [ProtocolFaultKind.UrgencyUnknown] = new(
                "deze urgentie staat niet in de lijst", "this urgency is not in the list"),
            [ProtocolFaultKind.FollowUpUnknown] = new(
                "deze vervolgactie staat niet in de lijst", "this follow-up is not in the list"),
            [ProtocolFaultKind.AlternativeUnknown] = new(
                "dit alternatief staat niet in de lijst", "this alternative is not in the list"),
            [ProtocolFaultKind.SafetyNetMissing] = new(
                "vanaf U3 hoort er een vangnet bij", "from U3 on there has to be a safety net"),
            [ProtocolFaultKind.AbcdNotFirst] = new(
                "ABCD wordt eerst gevraagd", "ABCD is asked first"),
            [ProtocolFaultKind.AbcdMissing] = new(
                "een letter van ABCD wordt niet gevraagd", "a letter of ABCD is not asked"),
            [ProtocolFaultKind.TestFails] = new(
                "deze test komt anders uit", "this test comes out otherwise"),
            [ProtocolFaultKind.ProtocolTwice] = new(
                "een ander bestand heeft dit protocol al",
                "another file has this protocol already"),
        });
}
