namespace IdentityEmulator;

internal static partial class Announcement
{
    /// <summary>Logs the authority for clients, once the addresses are known.</summary>
    public static void AnnounceAuthority(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        foreach (var url in app.Urls)
        {
            Log.Ready(app.Logger, $"{url}/organizations/v2.0");
        }
    });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Development sign-in, no passwords. Authority: {Authority}")]
        public static partial void Ready(ILogger logger, string authority);
    }
}
