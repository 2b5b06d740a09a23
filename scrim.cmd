@echo off
rem Scrim on Windows: builds when there is no jar yet, then runs. JAVA_HOME or java on the PATH must be 17 or newer.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%jobs\target\scrim-jobs-0.1.0.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo scrim: Cannot find a JDK, version 17 or newer. Install one from https://adoptium.net and set JAVA_HOME. 1>&2
    exit /b 69
)
if not exist "%JAR%" (
    echo scrim: First run: building. Libraries are downloaded once, which takes some minutes. 1>&2
    pushd "%ROOT%"
    call mvnw.cmd -q -B -ntp -pl jobs -am package -Dmaven.test.skip=true -Dspotless.check.skip=true 1>&2
    if errorlevel 1 (
        popd
        echo scrim: Cannot build: the lines above say why. 1>&2
        exit /b 70
    )
    popd
)
set "OMP_THREAD_LIMIT=1"
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions -XX:MaxRAMPercentage=50 -XX:+UseParallelGC --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8 -Djava.awt.headless=true -Dio.netty.tryReflectionSetAccessible=true "-Dscrim.home=%ROOT%." %SCRIM_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
