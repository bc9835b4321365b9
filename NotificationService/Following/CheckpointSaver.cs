using NotificationService.Scheduling;

namespace NotificationService.Following;

/// <summary>Saves checkpoints, those that are due together at once, and reports the result to the loop.</summary>
internal sealed partial class CheckpointSaver(LoopChannels channels, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var checkpoints in channels.Checkpoints.Reader.ReadAllAsync(CancellationToken.None))
        {
            var results = await Task.WhenAll(checkpoints.Select(checkpoint => TrySaveAsync(checkpoint, cancellationToken)));
            await channels.Events.Writer.WriteAsync(new LoopEvent.Saved([.. checkpoints.Zip(results)]), CancellationToken.None);
        }
    }

    private async Task<bool> TrySaveAsync(ShareCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await checkpoint.Checkpoint.SaveAsync!(cancellationToken);
            if (!saved)
            {
                Log.Lost(logger, checkpoint.Share.Name);
            }

            return saved;
        }
        catch (Exception exception)
        {
            // With an older checkpoint, more positions are announced twice after a restart. Nothing else happens.
            Log.NotSaved(logger, exception, checkpoint.Share.Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Could not save the checkpoint of share {Share} of the feed; will retry")]
        public static partial void NotSaved(ILogger logger, Exception exception, string share);

        [LoggerMessage(Level = LogLevel.Information, Message = "Another instance holds share {Share} of the feed now: its checkpoint was not saved")]
        public static partial void Lost(ILogger logger, string share);
    }
}
