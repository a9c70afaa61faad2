using System.CommandLine;
using Coordinaat;
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

var serve = new Command("serve", "Serve the pages and the API.")
{
    folder, url, demo, traffic, metrics,
};
serve.SetAction(async (arguments, stop) =>
{
    var options = new ServeOptions(
        arguments.GetValue(folder)!, arguments.GetValue(url)!, arguments.GetValue(demo),
        arguments.GetValue(traffic))
    {
        MetricsUrl = arguments.GetValue(metrics)!,
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

var root = new RootCommand("Coordinaat: the software of a care coordination centre.")
{
    serve, import,
};

// A stop finishes what was accepted and writes a snapshot; two seconds, the usual, may cut it off.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
