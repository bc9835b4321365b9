namespace SignalREmulator.CommandLine;

internal static class Usage
{
    public const string Text = """
        Azure SignalR Service in serverless mode, on this machine. Prints the connection string to use.

        Usage: signalr-emulator [options]

          -p, --port <number>        Port to listen on; 0 takes a free one. Default 8888.
          -i, --ip <address>         Address to listen on, 0.0.0.0 for all. Default: this machine only.
              --urls <addresses>     The same in one, with semicolons between them.
              --access-key <key>     Key that tokens are signed with. Default: the public one of Microsoft's emulator.
              --secondary-key <key>  Taken beside it.
          -c, --config <file>        Settings file: "UpstreamSettings" as in Microsoft's emulator, "SignalREmulator". Templates are read again when it changes.
              --faults               Offers faults on demand at /api/emulator.
          -h, --help                 This.

        Every setting can be given by its name: --SignalREmulator:ClientTimeout=00:01:00, in the environment as
        SignalREmulator__ClientTimeout, and in the settings file. What is given here wins over the environment, that over the file.
        Exit codes: 0 stopped, 1 failed, 2 wrong argument or setting.
        """;
}
