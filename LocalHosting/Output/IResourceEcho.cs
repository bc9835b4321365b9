namespace LocalHosting.Output;

/// <summary>Where the lines of resources are shown beside their logs: the terminal, or a test's loggers.</summary>
internal interface IResourceEcho
{
    void Write(string name, int colour, string line, bool isError);
}
