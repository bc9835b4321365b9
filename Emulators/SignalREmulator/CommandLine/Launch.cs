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
        WebApplication app;
        try
        {
            if (Arguments.Parse(args).Help)
            {
                await output.WriteLineAsync(Usage.Text);
                return Stopped;
            }

            // The host would log what is said below, with all its stack.
            app = EmulatorApp.Build(args, builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical));
            app.AnnounceConnectionString();
            await app.StartAsync();
        }
        catch (OptionsValidationException exception)
        {
            return Say(errors, string.Join(' ', exception.Failures), WrongUse);
        }
        catch (InvalidDataException exception)
        {
            // A settings file that is no JSON: where, is said inside.
            return Say(errors, $"{exception.Message} {exception.GetBaseException().Message}", WrongUse);
        }
        catch (Exception exception) when (exception is WrongArgumentException or FormatException or InvalidOperationException)
        {
            // The binder's exceptions name the setting and its value.
            return Say(errors, exception.Message, WrongUse);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The address is taken, or not this machine's.
            return Say(errors, exception.Message, Failed);
        }

        await using (app)
            await app.WaitForShutdownAsync();
        return Stopped;
    }

    private static int Say(TextWriter errors, string reason, int code)
    {
        errors.WriteLine($"signalr-emulator: {reason.ReplaceLineEndings(" ")}");
        return code;
    }
}
