using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SignalREmulator.CommandLine;

/// <summary>Runs the program from its arguments to its exit code. A reason not to start is printed in one line.</summary>
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
            // Help and the version end the program here.
            if (EmulatorCommand.Parse(args) is { Action: not (null or ParseErrorAction) } parsed)
            {
                return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
            }

            // Without this filter the host would also log the reason with its stack trace.
            await using var app = EmulatorApp.Build(args, builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical));
            app.AnnounceConnectionString();
            await app.StartAsync();
            started = true;
            await app.WaitForShutdownAsync();
            return Stopped;
        }
        // A later failure is not caused by the arguments, and is reported with its stack trace.
        catch (Exception exception) when (!started && Explain(exception) is { } failure)
        {
            await errors.WriteLineAsync($"signalr-emulator: {failure.Reason.ReplaceLineEndings(" ")}");
            return failure.Code;
        }
    }

    private static (string Reason, int Code)? Explain(Exception exception) => exception switch
    {
        OptionsValidationException invalid => (string.Join(' ', invalid.Failures), WrongUse),
        // An invalid settings file: the inner exception has the position.
        InvalidDataException => ($"{exception.Message} {exception.GetBaseException().Message}", WrongUse),
        // The binder's exceptions name the setting and its value.
        WrongArgumentException or FormatException or InvalidOperationException => (exception.Message, WrongUse),
        // The address is in use, or is not an address of this machine.
        IOException or SocketException => (exception.Message, Failed),
        _ => null,
    };
}
