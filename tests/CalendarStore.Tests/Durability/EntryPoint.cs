using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace CalendarStore.Tests.Durability;

/// <summary>Starts the tests, as xunit's own entry point does, or the second process that some of them need.</summary>
internal static class EntryPoint
{
    public static int Main(string[] args) => args switch
    {
        [ChildProgram.Switch, ..] => ChildProgram.RunAsync(args).GetAwaiter().GetResult(),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult(),
        _ => ConsoleRunner.Run(args).GetAwaiter().GetResult(),
    };
}
