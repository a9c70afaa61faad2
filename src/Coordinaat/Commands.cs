using Coordinaat.Accounts;
using Coordinaat.Demo;
using Coordinaat.Domain.Kernel;
using Coordinaat.Regions;
using Coordinaat.Watch;

namespace Coordinaat;

/// <summary>What the program does when it is started.</summary>
internal static class Commands
{
    /// <summary>Serves until it is stopped; then finishes what it accepted.</summary>
    /// <returns>0 after a stop; 1 when it could not start, with the reason in words.</returns>
    public static async Task<int> ServeAsync(ServeOptions options, CancellationToken stop)
    {
        WebApplication app;
        try
        {
            app = await Serve.BuildAsync(options);
            await app.StartAsync(stop);
        }
        catch (Exception fault) when (fault is InvalidOperationException or UnknownEventException
            or IOException or FormatException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }

        Console.WriteLine($"Coordinaat: {string.Join(", ", app.Urls)}");
        if (app.Services.GetRequiredService<MetricsHost>().Url is { } figures)
        {
            Console.WriteLine($"Meetwaarden: {new Uri(figures, "/metrics")}");
        }

        if (options.IsDemo)
        {
            Console.WriteLine($"Demo-accounts (wachtwoord {DemoAccounts.Password}):");
            foreach (var account in DemoAccounts.All)
            {
                Console.WriteLine($"  {account.Login,-14} {account.What(Language.Dutch)}");
            }
        }

        var control = app.Services.GetRequiredService<ControlFile>();
        control.Write(app.Urls.First());
        if (app.Services.GetRequiredService<FirstAdministrator>().Prepare() is { } file)
        {
            Console.WriteLine(
                $"Nog geen beheerder: ga naar /eerste-start; de code staat in {file}");
        }

        await app.WaitForShutdownAsync(stop);
        control.Remove();
        return 0;
    }
}
