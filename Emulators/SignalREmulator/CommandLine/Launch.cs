using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SignalREmulator.CommandLine;

/// <summary>The program from its arguments to its exit code. What keeps it from starting is said in one line.</summary>
internal static class Launch
{
    private const int Stopped = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var started = false;
        try
        {
            if (Arguments.Parse(args).Help)
            {
                await output.WriteLineAsync(Usage.Text);
                return Stopped;
            }

            // The host would log what is said below, with all its stack.
            await using var app = EmulatorApp.Build(args, builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical));
            app.AnnounceConnectionString();
            await app.StartAsync();
            started = true;
            await app.WaitForShutdownAsync();
            return Stopped;
        }
        // What goes wrong later is not its caller's fault, and comes with its stack.
        catch (Exception exception) when (!started && Explain(exception) is { } told)
        {
            await errors.WriteLineAsync($"signalr-emulator: {told.Reason.ReplaceLineEndings(" ")}");
            return told.Code;
        }
    }

    private static (string Reason, int Code)? Explain(Exception exception) => exception switch
    {
        OptionsValidationException invalid => (string.Join(' ', invalid.Failures), WrongUse),
        // A settings file that is no JSON: where, is said inside.
        InvalidDataException => ($"{exception.Message} {exception.GetBaseException().Message}", WrongUse),
        // The binder's exceptions name the setting and its value.
        WrongArgumentException or FormatException or InvalidOperationException => (exception.Message, WrongUse),
        // The address is taken, or not this machine's.
        IOException or SocketException => (exception.Message, Failed),
        _ => null,
    };
}
