using NotificationService.Scheduling;

namespace NotificationService.Following;

/// <summary>Saves places in the feed, those of one look together, and tells the loop how it went.</summary>
internal sealed partial class PlaceSaver(LoopChannels channels, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var places in channels.Places.Reader.ReadAllAsync(CancellationToken.None))
        {
            var results = await Task.WhenAll(places.Select(place => TrySaveAsync(place, cancellationToken)));
            await channels.Events.Writer.WriteAsync(new LoopEvent.Saved([.. places.Zip(results)]), CancellationToken.None);
        }
    }

    private async Task<bool> TrySaveAsync(SharePlace place, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await place.Place.SaveAsync!(cancellationToken);
            if (!saved)
            {
                Log.Lost(logger, place.Share.Name);
            }

            return saved;
        }
        catch (Exception exception)
        {
            // An older place only means that more is said again after a restart.
            Log.NotSaved(logger, exception, place.Share.Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The place in share {Share} of the feed could not be saved; it is tried again")]
        public static partial void NotSaved(ILogger logger, Exception exception, string share);

        [LoggerMessage(Level = LogLevel.Information, Message = "Share {Share} of the feed is another instance's by now: its place was not saved")]
        public static partial void Lost(ILogger logger, string share);
    }
}
