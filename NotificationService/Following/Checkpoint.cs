namespace NotificationService.Following;

/// <summary>A possible checkpoint of a share: after the given number of pages since the share was acquired.</summary>
/// <param name="SaveAsync">Saves the checkpoint; null before the first page, where there is nothing to save.</param>
internal readonly record struct Checkpoint(long Pages, Func<CancellationToken, Task<bool>>? SaveAsync = null);
