using System.CommandLine;
using Coordinaat;
using Coordinaat.Domain.Kernel;
using Coordinaat.Downtime;
using Coordinaat.Engine.Proof;
using Coordinaat.Proof;
using Coordinaat.Regions;

var folder = new Option<string>("--data")
{
    Description = "The folder of the data.", DefaultValueFactory = _ => "var",
};
var url = new Option<string>("--url")
{
    Description = "Where to listen.", DefaultValueFactory = _ => "http://localhost:5080",
};
var demo = new Option<bool>("--demo")
{
    Description = "Seed the fictional region and its accounts, that anybody may use.",
};
var traffic = new Option<double>("--demo-traffic")
{
    Description = "Play a seeded day at this speed; 1 is real time. Only with --demo.",
};
var metrics = new Option<string>("--metrics-url")
{
    Description = "Where to serve the figures (/metrics); \"\" for nowhere. "
        + "Whoever reaches it may read it.",
    DefaultValueFactory = _ => ServeOptions.MetricsUrlUsual,
};
var clinical = new Option<bool>("--clinical")
{
    Description = "Turn the clinical module on; outside --demo only with --conformity.",
};
var conformity = new Option<string>("--conformity")
{
    Description = "The file with the declaration of conformity of the clinical module.",
    DefaultValueFactory = _ => "",
};
var protocols = new Option<string>("--protocols")
{
    Description = "A folder of protocol files for the clinical module.",
    DefaultValueFactory = _ => "",
};

var serve = new Command("serve", "Serve the pages and the API.")
{
    folder, url, demo, traffic, metrics, clinical, conformity, protocols,
};
serve.SetAction(async (arguments, stop) =>
{
    var options = new ServeOptions(
        arguments.GetValue(folder)!, arguments.GetValue(url)!, arguments.GetValue(demo),
        arguments.GetValue(traffic))
    {
        MetricsUrl = arguments.GetValue(metrics)!,
        IsClinical = arguments.GetValue(clinical),
        ConformityFile = arguments.GetValue(conformity)!,
        ProtocolsFolder = arguments.GetValue(protocols)!,
    };
    return await Commands.ServeAsync(options, stop);
});

var paths = new Argument<string[]>("path")
{
    Description = "Tables (.csv), or folders of them.", Arity = ArgumentArity.OneOrMore,
};
var whole = new Option<bool>("--all") { Description = "Say every line, not only the refused." };
var import = new Command(
    "import", "Read regions, organisations, locations, units and postcodes from tables.")
{
    paths, folder, whole,
};
import.SetAction(arguments => ImportCommand.RunAsync(
    arguments.GetValue(folder)!, arguments.GetValue(paths)!, arguments.GetValue(whole)));

var english = new Option<bool>("--english") { Description = "Say it in English." };
var to = new Option<string>("--to") { Description = "The file to make.", Required = true };
var keysTo = new Option<string?>("--keys-to")
{
    Description = "The file for the keys of records: to be kept 35 days at most.",
};
var backup = new Command("backup", "Make a back-up, also while the program serves.")
{
    folder, to, keysTo, english,
};
backup.SetAction(arguments => Proof(arguments).Backup(
    Place(arguments), arguments.GetValue(to)!, arguments.GetValue(keysTo)));

var from = new Option<string>("--from") { Description = "The back-up.", Required = true };
var keys = new Option<string?>("--keys") { Description = "The back-up of the keys." };
var erasures = new Option<string[]>("--erasures")
{
    Description = "Registers of erasures, besides the folder's own.",
    AllowMultipleArgumentsPerToken = true,
};
var replace = new Option<bool>("--replace") { Description = "Also where there is a journal." };
var restore = new Command("restore", "Restore a back-up, as a new epoch.")
{
    folder, from, keys, erasures, replace, english,
};
restore.SetAction(arguments => Proof(arguments).Restore(new RestoreOptions(
    Place(arguments), arguments.GetValue(from)!, arguments.GetValue(keys),
    arguments.GetValue(erasures) ?? [], arguments.GetValue(replace))));

var fromStart = new Option<bool>("--all")
{
    Description = "From the first event, and not from the last month that was sealed.",
};
var verify = new Command("verify", "Read all that is kept, and say what is wrong.")
{
    folder, fromStart, english,
};
verify.SetAction(arguments =>
    Proof(arguments).Verify(Place(arguments), arguments.GetValue(fromStart)));

var raise = new Command(
    "raise-level", "After an upgrade of all nodes: let the journal hold what the release adds.")
{
    folder, english,
};
raise.SetAction(arguments => Proof(arguments).RaiseLevel(Place(arguments)));

var server = new Option<string?>("--url") { Description = "The server to fetch from." };
var file = new Option<string>("--out")
{
    Description = "Where the list goes.", DefaultValueFactory = _ => "noodlijst.html",
};
var siteKey = new Option<string>("--key")
{
    Description = "The file with this site's key.",
    DefaultValueFactory = _ => "/etc/coordinaat/noodlijst.key",
};
var check = new Option<string?>("--check") { Description = "Check this list; fetch none." };
var downtime = new Command(
    "noodlijst", "Fetch the emergency list of this site, or check one that lies here.")
{
    server, file, siteKey, check, english,
};
downtime.SetAction(arguments =>
{
    var command = new DowntimeCommand(
        arguments.GetValue(english) ? Language.English : Language.Dutch, Console.Out,
        TimeProvider.System);
    return arguments.GetValue(check) is { } lies
        ? command.CheckAsync(lies, arguments.GetValue(siteKey)!)
        : Uri.TryCreate(arguments.GetValue(server), UriKind.Absolute, out var away)
            ? command.FetchAsync(
                away, arguments.GetValue(siteKey)!, arguments.GetValue(file)!)
            : command.SayUsageAsync();
});

var root = new RootCommand("Coordinaat: the software of a care coordination centre.")
{
    serve, import, backup, restore, verify, raise, downtime,
};
// A stop finishes what was accepted and writes a snapshot; two seconds, the usual, may cut it off.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

ProofCommands Proof(ParseResult arguments) => new(
    arguments.GetValue(english) ? Language.English : Language.Dutch, Console.Out);

Coordinaat.Engine.EngineOptions Place(ParseResult arguments) =>
    ProofCommands.PlaceOf(arguments.GetValue(folder)!);
