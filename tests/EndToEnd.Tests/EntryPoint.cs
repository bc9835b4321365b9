using EndToEnd.Tests.Abuse.Abusing;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace EndToEnd.Tests;

/// <summary>Starts the tests, as xunit's own entry point does, or the process of the abusers.</summary>
internal static class EntryPoint
{
    public static int Main(string[] args) => args switch
    {
        [AbuserProgram.Switch] => AbuserProgram.RunAsync().GetAwaiter().GetResult(),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult(),
        _ => ConsoleRunner.Run(args).GetAwaiter().GetResult(),
    };
}
