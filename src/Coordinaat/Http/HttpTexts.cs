using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;

namespace Coordinaat.Http;

/// <summary>What is wrong with what was sent, before anything is decided.</summary>
internal enum InputFault
{
    /// <summary>The body is not of the form that was asked.</summary>
    BodyMalformed = 1,

    /// <summary>The body is over the limit.</summary>
    BodyTooLarge,

    /// <summary>A page of another site sent it.</summary>
    CrossSite,

    /// <summary>A field that is needed is empty.</summary>
    FieldMissing,

    /// <summary>A text is longer than it may be.</summary>
    TextTooLong,

    /// <summary>The call-back number is not a telephone number.</summary>
    PhoneMalformed,

    /// <summary>The postcode is not of the form 1234 or 1234 AB.</summary>
    PostcodeMalformed,

    /// <summary>The birth date is no date, or cannot be.</summary>
    BirthDateMalformed,

    /// <summary>The time is no time of day.</summary>
    TimeMalformed,

    /// <summary>The archive is being read; the case cannot be found yet.</summary>
    ArchiveBehind,

    /// <summary>A moment in a message is not of the form of ISO 8601.</summary>
    MomentMalformed,

    /// <summary>The password is too short.</summary>
    PasswordTooShort,

    /// <summary>There is no such page, or it is not for this account.</summary>
    NotFound,

    /// <summary>Nobody is signed in.</summary>
    NotSignedIn,

    /// <summary>The role does not include this.</summary>
    RoleForbids,

    /// <summary>A second factor or an own password has to be set first.</summary>
    SetUpFirst,

    /// <summary>Leads open cases: hands them over before signing out (R23).</summary>
    LeadsCases,
}

internal static class HttpTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [InputFault.BodyMalformed] = new(400,
                "Wat verstuurd is, kan niet gelezen worden. Er is niets opgeslagen.",
                "What was sent cannot be read. Nothing was stored."),
            [InputFault.BodyTooLarge] = new(413,
                "Wat verstuurd is, is te groot. Er is niets opgeslagen.",
                "What was sent is too large. Nothing was stored."),
            [InputFault.CrossSite] = new(403,
                "Dit kwam van een andere site en is geweigerd. Er is niets opgeslagen.",
                "This came from another site and was refused. Nothing was stored."),
            [InputFault.FieldMissing] = new(422,
                "Een veld dat nodig is, is leeg. Vul het aan en verstuur opnieuw.",
                "A field that is needed is empty. Fill it in and send again."),
            [InputFault.TextTooLong] = new(422,
                "Een tekst is te lang. Kort hem in en verstuur opnieuw.",
                "A text is too long. Shorten it and send again."),
            [InputFault.PhoneMalformed] = new(422,
                "Het terugbelnummer klopt niet. Schrijf het met netnummer, bijvoorbeeld "
                + "033 123 45 67.",
                "The call-back number is not right. Write it with area code, such as "
                + "033 123 45 67.",
                "phone"),
            [InputFault.PostcodeMalformed] = new(422,
                "De postcode klopt niet. Schrijf vier cijfers, met of zonder twee letters.",
                "The postcode is not right. Write four digits, with or without two letters.",
                "postcode"),
            [InputFault.BirthDateMalformed] = new(422,
                "De geboortedatum klopt niet. Schrijf dag-maand-jaar, bijvoorbeeld 07-03-1942.",
                "The birth date is not right. Write day-month-year, such as 07-03-1942.",
                "birthDate"),
            [InputFault.TimeMalformed] = new(422,
                "Het tijdstip klopt niet. Schrijf uren en minuten, bijvoorbeeld 22:10.",
                "The time is not right. Write hours and minutes, such as 22:10.",
                "time"),
            [InputFault.ArchiveBehind] = new(503,
                "Deze zorgvraag is gearchiveerd en het archief loopt nog achter. "
                + "Er is niets veranderd; probeer het zo weer.",
                "This request is archived and the archive is still behind. "
                + "Nothing was changed; try again in a moment."),
            [InputFault.MomentMalformed] = new(422,
                "Het tijdstip in het bericht klopt niet; er is niets opgeslagen. Schrijf het als "
                + "2026-11-22T22:10:00+01:00.",
                "The moment in the message is not right; nothing was stored. Write it like "
                + "2026-11-22T22:10:00+01:00.",
                "at"),
            [InputFault.PasswordTooShort] = new(422,
                "Het wachtwoord is te kort. Neem ten minste twaalf tekens.",
                "The password is too short. Take at least twelve characters.",
                "password"),
            [InputFault.NotFound] = new(404,
                "Deze pagina bestaat niet, of is niet voor jou.",
                "This page does not exist, or is not for you."),
            [InputFault.NotSignedIn] = new(401,
                "Je bent niet aangemeld. Meld je aan en probeer het opnieuw.",
                "You are not signed in. Sign in and try again."),
            [InputFault.RoleForbids] = new(403,
                "Dit hoort niet bij jouw rol.",
                "Your role does not include this."),
            [InputFault.LeadsCases] = new(409,
                "Je bent nog vast aanspreekpunt van open zorgvragen en bent niet afgemeld. "
                + "Draag ze over bij Dienst overdragen, of meld je af met toch=ja.",
                "You still lead open requests and are not signed out. "
                + "Hand them over, or sign out with toch=ja."),
            [InputFault.SetUpFirst] = new(403,
                "Stel eerst je eigen wachtwoord en je tweede factor in.",
                "Set your own password and your second factor first."),
            [BsnFault.NotDigits] = new(422,
                "Het BSN bevat iets anders dan cijfers. Controleer het nummer.",
                "The BSN has something other than digits. Check the number.",
                "bsn"),
            [BsnFault.NotNineDigits] = new(422,
                "Een BSN heeft negen cijfers. Controleer het nummer.",
                "A BSN has nine digits. Check the number.",
                "bsn"),
            [BsnFault.FailsElevenTest] = new(422,
                "Dit BSN bestaat niet: de elfproef klopt niet. Vraag het nummer nog eens.",
                "This BSN does not exist: it fails the eleven-test. Ask for the number again.",
                "bsn"),
            [EngineFault.Busy] = new(503,
                "Het is te druk. Er is niets opgeslagen; probeer het over een paar seconden "
                + "opnieuw.",
                "It is too busy. Nothing was stored; try again in a few seconds."),
            [EngineFault.Stopping] = new(503,
                "Het systeem start opnieuw. Er is niets opgeslagen; probeer het zo opnieuw.",
                "The system restarts. Nothing was stored; try again in a moment."),
            [EngineFault.ActorChanged] = new(403,
                "Je account of rol is intussen veranderd. Meld je opnieuw aan.",
                "Your account or role changed meanwhile. Sign in again."),
            [EngineFault.IdReused] = new(422,
                "Dit formulier is al eens met andere inhoud verstuurd. Laad de pagina opnieuw.",
                "This form was sent before with other content. Load the page again."),
            [EngineFault.Unwritable] = new(503,
                "Er kan nu niets worden opgeslagen. Wat je typte staat nog op je scherm. "
                + "Bij levensgevaar: bel.",
                "Nothing can be stored now. What you typed is still on your screen. "
                + "Life in danger: call."),
            [EngineFault.OutcomeUnknown] = new(503,
                "Het is onzeker of dit is opgeslagen. Verstuur hetzelfde formulier nog eens: "
                + "dubbel kan niet.",
                "It is uncertain whether this was stored. Send the same form again: "
                + "it cannot double."),
            [EngineFault.DecisionFailed] = new(500,
                "Er ging iets mis in het systeem. Er is niets opgeslagen. "
                + "Geef het incidentnummer door.",
                "Something went wrong in the system. Nothing was stored. "
                + "Report the incident number."),
            [EngineFault.PersonKnown] = new(409,
                "Deze patiënt werd op hetzelfde moment door een collega vastgelegd. "
                + "Verstuur opnieuw.",
                "A colleague recorded this patient in the same moment. Send again."),
            [EngineFault.Unreadable] = new(503,
                "De database is nu niet te bereiken. Probeer het zo opnieuw; verstuurde je iets, "
                + "verstuur dan hetzelfde nog eens: dubbel kan niet. Bij levensgevaar: bel.",
                "The database cannot be reached now. Try again in a moment; if you sent "
                + "something, send the same again: it cannot double. Life in danger: call."),
        },
        new Dictionary<Enum, Label>
        {
            [DoneWord.Reported] = new("Gemeld om", "Reported at"),
            [DoneWord.Confirmed] = new("Alles bevestigd om", "All confirmed at"),
            [DoneWord.StopDeclared] = new("Stop gemeld om", "Stop reported at"),
            [DoneWord.StopEnded] = new("Stop beëindigd om", "Stop ended at"),
            [DoneWord.StopExtended] = new("Stop verlengd om", "Stop extended at"),
            [DoneWord.CrowdingMeasured] = new("Drukte vastgelegd om", "Crowding recorded at"),
            [DoneWord.SaidYes] = new("Je ja is verstuurd om", "Your yes was sent at"),
            [DoneWord.SaidYesIf] = new(
                "Je ja, mits is verstuurd om", "Your yes, if was sent at"),
            [DoneWord.SaidNo] = new("Je nee is verstuurd om", "Your no was sent at"),
            [DoneWord.DutySet] = new("Dienst gemeld om", "Duty reported at"),
            [DoneWord.DutyEnded] = new("Dienst beëindigd om", "Duty ended at"),
            [DoneWord.Signed] = new("Ondertekend om", "Signed at"),

            [Language.Dutch] = new("Nederlands", "Dutch"),
            [Language.English] = new("Engels", "English"),
        });
}
