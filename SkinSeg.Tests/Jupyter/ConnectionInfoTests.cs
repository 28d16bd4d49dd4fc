using SkinSeg.Notebooks.Jupyter;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Jupyter;

public sealed class ConnectionInfoTests : IDisposable
{
    private const string Good = """
        {"shell_port": 53794, "iopub_port": 53795, "stdin_port": 53796, "control_port": 53797, "hb_port": 53798, "ip": "127.0.0.1",
         "key": "a0436f6c-1916-498b-8eb9-e81ab9368e84", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "skinseg-fsharp"}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Jupyters_file_is_read()
    {
        var info = Read(Good);

        Assert.Equal("tcp://127.0.0.1:53794", info.Address(info.ShellPort));
        Assert.Equal((53795, 53796, 53797, 53798), (info.IopubPort, info.StdinPort, info.ControlPort, info.HbPort));
    }

    [Theory]
    [InlineData("\"127.0.0.1\"", "\"0.0.0.0\"", "an address of this machine")]
    [InlineData("\"127.0.0.1\"", "\"192.168.0.7\"", "an address of this machine")]
    [InlineData("\"tcp\"", "\"ipc\"", "transport tcp")]
    [InlineData("hmac-sha256", "hmac-md5", "hmac-sha256")]
    [InlineData("a0436f6c-1916-498b-8eb9-e81ab9368e84", "", "a key")]
    [InlineData("{", "[", "something else")]
    public void What_is_unsafe_or_unknown_is_refused(string old, string changed, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Read(Good.Replace(old, changed, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    private ConnectionInfo Read(string text)
    {
        File.WriteAllText(folder["connection.json"], text);
        return ConnectionInfo.Read(folder["connection.json"]);
    }
}
