"""A Spark of one's own, on this machine, with two workers of this Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from extras import SPARK, skip_without

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["local_spark"]

OLDEST_JAVA = 17
SETTINGS = {
    # Half of the time of so short a life would go into compiling it well.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


@contextmanager
def local_spark(**settings: str) -> Iterator[SparkSession]:
    """Start Spark, and stop it at the end; skip the test where it is not installed, or there is no Java for it."""
    skip_without(*SPARK)
    from pyspark.sql import SparkSession

    folders = [f"{os.environ['JAVA_HOME']}/bin"] if "JAVA_HOME" in os.environ else []
    java = shutil.which("java", path=os.pathsep.join([*folders, os.environ["PATH"]]))
    if java is None:
        pytest.skip("wants Java, which Spark runs on: apt-get install openjdk-17-jre-headless")
    version = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    number = re.search(r'version "(\d+)', version)
    if number is None or int(number[1]) < OLDEST_JAVA:
        pytest.skip(f"Spark 4 wants Java {OLDEST_JAVA} or later, and this is {version.partition(chr(10))[0]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = SparkSession.builder.master("local[2]").config(map={**SETTINGS, **settings}).getOrCreate()
        try:
            yield session
        finally:
            session.stop()
